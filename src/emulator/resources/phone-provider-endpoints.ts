import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { Refusal } from '../http/refusal.ts';

/** Requires either a number or a messaging service as Twilio's sender. The unspecific message is the API's (recorded traffic). */
function checkSender(provider: JsonObject): void {
  const configuration = getObject(provider, 'configuration');
  const senders = ['default_from', 'mssid'].filter((name) => getString(configuration, name) !== '');
  if (getString(provider, 'name') === 'twilio' && senders.length !== 1)
    throw new Refusal(400, 'Bad Operation on Notification Resource');
}

const facts: CollectionFacts = {
  name: 'phone-providers',
  path: '/branding/phone/providers',
  idMember: 'id',
  makeId: (call) => `pro_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:phone_providers'],
    read: ['read:phone_providers'],
    create: ['create:phone_providers'],
    update: ['update:phone_providers'],
    delete: ['delete:phone_providers'],
  },
  missing: { message: 'Phone provider has not been configured.' },
  indexes: { name: (provider) => [getString(provider, 'name')] },
  unique: [{ index: 'name', message: 'Custom phone provider conflict.' }],
  list: { key: 'providers', styles: ['whole'] },
  filter: (call) => {
    const disabled = call.query.getBoolean('disabled');
    return disabled === undefined ? undefined : (provider) => (getObjectMember(provider, 'disabled') === true) === disabled;
  },
  fill: (call, body) =>
    addTimestamps(call, {
      tenant: call.tenant.name,
      name: getString(body, 'name'),
      channel: 'phone',
      disabled: false,
      ...omit(body, ['credentials']),
    }),
  // Recorded traffic.
  patch: { configuration: 'replace' },
  refine: (call, after) => updateTimestamp(call, omit(after, ['credentials'])),
  check: (_call, provider) => checkSender(provider),
};

export const phoneProviderEndpoints: EndpointSet = buildCollectionEndpoints(facts);
