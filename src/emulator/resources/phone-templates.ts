import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call, Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';

/** The API's own wording differs by type and is not repeated here. */
const DEFAULT_BODY = { text: '{{ code | escape }}', voice: '{{ pause }} {{ code | escape }}' };

const facts: CollectionFacts = {
  name: 'phone-templates',
  path: '/branding/phone/templates',
  idMember: 'id',
  newId: (call) => `tem_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:phone_templates'],
    read: ['read:phone_templates'],
    create: ['create:phone_templates'],
    update: ['update:phone_templates'],
    delete: ['delete:phone_templates'],
  },
  missing: { message: 'Phone template does not exist' },
  indexes: { type: (template) => [textOf(template, 'type')] },
  unique: [{ index: 'type', message: 'Phone template already configured for tenant' }],
  list: { key: 'templates', styles: ['whole'] },
  filter: (call) => {
    const disabled = call.query.flag('disabled');
    return disabled === undefined ? undefined : (template) => (getObjectMember(template, 'disabled') === true) === disabled;
  },
  patch: { content: 'merge' },
  fill: (call, body) =>
    stamped(call, {
      tenant: call.tenant.name,
      channel: 'phone',
      disabled: false,
      ...body,
      content: { syntax: 'liquid', body: DEFAULT_BODY, ...objectOf(body, 'content') },
    }),
  refine: (call, after) => restamped(call, after),
};

function reset(call: Call, template: JsonObject): JsonObject {
  const fresh = restamped(call, { ...template, content: { syntax: 'liquid', body: DEFAULT_BODY } });
  call.tenant.state.collection(facts.name).put(textOf(template, 'id'), fresh);
  return fresh;
}

const resetRoute: Route = {
  method: 'PATCH',
  path: '/branding/phone/templates/{id}/reset',
  scopes: ['update:phone_templates'],
  handle: (call) => ok(reset(call, itemOf(facts, call))),
};

export const phoneTemplates: Resource = collectionOf(facts, [resetRoute]);
