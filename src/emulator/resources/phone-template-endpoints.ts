import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';

/** Placeholder: the API's default texts differ by template type. */
const DEFAULT_BODY = { text: '{{ code | escape }}', voice: '{{ pause }} {{ code | escape }}' };

const facts: CollectionFacts = {
  name: 'phone-templates',
  path: '/branding/phone/templates',
  idMember: 'id',
  makeId: (call) => `tem_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:phone_templates'],
    read: ['read:phone_templates'],
    create: ['create:phone_templates'],
    update: ['update:phone_templates'],
    delete: ['delete:phone_templates'],
  },
  missing: { message: 'Phone template does not exist' },
  indexes: { type: (template) => [getString(template, 'type')] },
  unique: [{ index: 'type', message: 'Phone template already configured for tenant' }],
  list: { key: 'templates', styles: ['whole'] },
  filter: (call) => {
    const disabled = call.query.getBoolean('disabled');
    return disabled === undefined ? undefined : (template) => (getObjectMember(template, 'disabled') === true) === disabled;
  },
  patch: { content: 'merge' },
  fill: (call, body) =>
    addTimestamps(call, {
      tenant: call.tenant.name,
      channel: 'phone',
      disabled: false,
      ...body,
      content: { syntax: 'liquid', body: DEFAULT_BODY, ...getObject(body, 'content') },
    }),
  refine: (call, after) => updateTimestamp(call, after),
};

function resetTemplate(call: ApiCall, template: JsonObject): JsonObject {
  const fresh = updateTimestamp(call, { ...template, content: { syntax: 'liquid', body: DEFAULT_BODY } });
  call.tenant.state.getCollection(facts.name).put(getString(template, 'id'), fresh);
  return fresh;
}

const resetRoute: Route = {
  method: 'PATCH',
  path: '/branding/phone/templates/{id}/reset',
  scopes: ['update:phone_templates'],
  handle: (call) => answerOk(resetTemplate(call, getItem(facts, call))),
};

export const phoneTemplateEndpoints: EndpointSet = buildCollectionEndpoints(facts, [resetRoute]);
