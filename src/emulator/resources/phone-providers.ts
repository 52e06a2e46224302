import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { Refusal } from '../http/refusal.ts';

/** Twilio needs a number or a messaging service to send from, and takes one of the two; the API says no more than this (recorded traffic). */
function checkSender(provider: JsonObject): void {
  const configuration = objectOf(provider, 'configuration');
  const senders = ['default_from', 'mssid'].filter((name) => textOf(configuration, name) !== '');
  if (textOf(provider, 'name') === 'twilio' && senders.length !== 1)
    throw new Refusal(400, 'Bad Operation on Notification Resource');
}

const facts: CollectionFacts = {
  name: 'phone-providers',
  path: '/branding/phone/providers',
  idMember: 'id',
  newId: (call) => `pro_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:phone_providers'],
    read: ['read:phone_providers'],
    create: ['create:phone_providers'],
    update: ['update:phone_providers'],
    delete: ['delete:phone_providers'],
  },
  missing: { message: 'Phone provider has not been configured.' },
  indexes: { name: (provider) => [textOf(provider, 'name')] },
  unique: [{ index: 'name', message: 'Custom phone provider conflict.' }],
  list: { key: 'providers', styles: ['whole'] },
  filter: (call) => {
    const disabled = call.query.flag('disabled');
    return disabled === undefined ? undefined : (provider) => (getObjectMember(provider, 'disabled') === true) === disabled;
  },
  fill: (call, body) =>
    stamped(call, {
      tenant: call.tenant.name,
      name: textOf(body, 'name'),
      channel: 'phone',
      disabled: false,
      ...without(body, ['credentials']),
    }),
  // Recorded traffic.
  patch: { configuration: 'replace' },
  refine: (call, after) => restamped(call, without(after, ['credentials'])),
  check: (_call, provider) => checkSender(provider),
};

export const phoneProviders: Resource = collectionOf(facts);
