import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { makePartnerSource } from '../behaviour/settings/partner-source.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest } from '../http/refusal.ts';

const MEMBERS = ['id', 'status', 'name', 'subscriptions', 'created_at', 'updated_at', 'destination'];
const SECRETS = ['token', 'password', 'header_value'];

const getConfiguration = (stream: JsonObject): JsonObject => getObject(getObject(stream, 'destination'), 'configuration');
const getDestinationType = (stream: JsonObject): string => getString(getObject(stream, 'destination'), 'type');

const facts: CollectionFacts = {
  name: 'event-streams',
  path: '/event-streams',
  idMember: 'id',
  makeId: (call) => `est_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:event_streams'],
    read: ['read:event_streams'],
    create: ['create:event_streams'],
    update: ['update:event_streams'],
    delete: ['delete:event_streams'],
  },
  missing: { message: 'The event stream does not exist.', errorCode: 'inexistent_event_stream' },
  indexes: {
    name: (stream) => (getString(stream, 'name') === '' ? [] : [getString(stream, 'name')]),
    action: (stream) => [getString(getConfiguration(stream), 'action_id')],
  },
  unique: [{ index: 'name', message: 'Event stream name already in use.' }],
  list: { key: 'eventStreams', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => addTimestamps(call, { status: 'enabled', ...body, destination: buildDestination(call, body) }),
  patch: { destination: { believed: 'merge' } },
  refine: (call, after) => updateTimestamp(call, { ...after, destination: omitSecrets(getObject(after, 'destination')) }),
  check: (call, stream, before) => {
    if (before !== undefined && getDestinationType(stream) !== getDestinationType(before))
      throw badRequest('The type of a destination cannot be changed.');
    const action = getString(getConfiguration(stream), 'action_id');
    if (getDestinationType(stream) === 'action' && !call.tenant.state.getCollection('actions').has(action))
      throw badRequest(`The action ${action} does not exist.`);
  },
  // Deleting a stream deletes its action (recorded traffic).
  beforeDelete: (call, stream) =>
    call.tenant.state.getCollection('actions').delete(getString(getConfiguration(stream), 'action_id')),
  show: (_call, stream) => pick(stream, MEMBERS),
};

function buildDestination(call: ApiCall, body: JsonObject): JsonObject {
  const sent = omitSecrets(getObject(body, 'destination'));
  if (getObjectMember(sent, 'type') !== 'eventbridge') return sent;
  const source = { aws_partner_event_source: makePartnerSource(call.tenant, 'aws', 'events') };
  return { ...sent, configuration: { ...getObject(sent, 'configuration'), ...source } };
}

/** Removes the secrets of a webhook's authorization. Its method and user name are returned (recorded traffic). */
function omitSecrets(sent: JsonObject): JsonObject {
  const configuration = getObject(sent, 'configuration');
  if (getObjectMember(configuration, 'webhook_authorization') === undefined) return sent;
  const authorization = omit(getObject(configuration, 'webhook_authorization'), SECRETS);
  return { ...sent, configuration: { ...configuration, webhook_authorization: authorization } };
}

export const eventStreamEndpoints: EndpointSet = buildCollectionEndpoints(facts);
