import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { partnerSource } from '../behaviour/settings/partner-source.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, pick, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest } from '../http/refusal.ts';

const MEMBERS = ['id', 'status', 'name', 'subscriptions', 'created_at', 'updated_at', 'destination'];
const SECRETS = ['token', 'password', 'header_value'];

const configurationOf = (stream: JsonObject): JsonObject => objectOf(objectOf(stream, 'destination'), 'configuration');
const typeOf = (stream: JsonObject): string => textOf(objectOf(stream, 'destination'), 'type');

const facts: CollectionFacts = {
  name: 'event-streams',
  path: '/event-streams',
  idMember: 'id',
  newId: (call) => `est_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:event_streams'],
    read: ['read:event_streams'],
    create: ['create:event_streams'],
    update: ['update:event_streams'],
    delete: ['delete:event_streams'],
  },
  missing: { message: 'The event stream does not exist.', errorCode: 'inexistent_event_stream' },
  indexes: {
    name: (stream) => (textOf(stream, 'name') === '' ? [] : [textOf(stream, 'name')]),
    action: (stream) => [textOf(configurationOf(stream), 'action_id')],
  },
  unique: [{ index: 'name', message: 'Event stream name already in use.' }],
  list: { key: 'eventStreams', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => stamped(call, { status: 'enabled', ...body, destination: destination(call, body) }),
  patch: { destination: { believed: 'merge' } },
  refine: (call, after) => restamped(call, { ...after, destination: withoutSecrets(objectOf(after, 'destination')) }),
  check: (call, stream, before) => {
    if (before !== undefined && typeOf(stream) !== typeOf(before))
      throw badRequest('The type of a destination cannot be changed.');
    const action = textOf(configurationOf(stream), 'action_id');
    if (typeOf(stream) === 'action' && !call.tenant.state.collection('actions').has(action))
      throw badRequest(`The action ${action} does not exist.`);
  },
  // A stream takes its action along (recorded traffic).
  removing: (call, stream) => call.tenant.state.collection('actions').delete(textOf(configurationOf(stream), 'action_id')),
  show: (_call, stream) => pick(stream, MEMBERS),
};

function destination(call: Call, body: JsonObject): JsonObject {
  const sent = withoutSecrets(objectOf(body, 'destination'));
  if (getObjectMember(sent, 'type') !== 'eventbridge') return sent;
  const source = { aws_partner_event_source: partnerSource(call.tenant, 'aws', 'events') };
  return { ...sent, configuration: { ...objectOf(sent, 'configuration'), ...source } };
}

/** How a webhook authenticates comes back, with what does not (recorded traffic). */
function withoutSecrets(sent: JsonObject): JsonObject {
  const configuration = objectOf(sent, 'configuration');
  if (getObjectMember(configuration, 'webhook_authorization') === undefined) return sent;
  const authorization = without(objectOf(configuration, 'webhook_authorization'), SECRETS);
  return { ...sent, configuration: { ...configuration, webhook_authorization: authorization } };
}

export const eventStreams: Resource = collectionOf(facts);
