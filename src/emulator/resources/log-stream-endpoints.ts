import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { makePartnerSource } from '../behaviour/settings/partner-source.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getObjects, getString, omit, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest } from '../http/refusal.ts';

const MEMBERS = ['id', 'name', 'type', 'status', 'sink', 'isPriority', 'filters', 'pii_config'];
/** Prefixes of sink members by stream type, where they differ from the type. */
const PREFIXES: Readonly<Record<string, string>> = { eventbridge: 'aws', eventgrid: 'azure' };

const facts: CollectionFacts = {
  name: 'log-streams',
  path: '/log-streams',
  idMember: 'id',
  makeId: (call) => `lst_${call.tenant.ids.makeDigits(16)}`,
  scopes: {
    list: ['read:log_streams'],
    read: ['read:log_streams'],
    create: ['create:log_streams'],
    update: ['update:log_streams'],
    delete: ['delete:log_streams'],
  },
  missing: { message: 'The log stream does not exist.', errorCode: 'inexistent_log_stream' },
  status: { create: 200 },
  fill: (call, body) =>
    normalizeStream({ status: 'active', isPriority: false, ...omit(body, ['startFrom']), sink: completeSink(call, body) }),
  // An update without `pii_config` switches the masking of personal data off (recorded traffic).
  refine: (_call, after, _before, body) =>
    normalizeStream(Object.hasOwn(body, 'pii_config') ? after : omit(after, ['pii_config'])),
  check: (_call, stream, before) => {
    if (before === undefined) return;
    const type = getString(stream, 'type');
    const prefix = PREFIXES[type] ?? type;
    const foreignMembers = Object.keys(getObject(stream, 'sink')).filter((name) => !name.startsWith(prefix));
    if (foreignMembers.length > 0) throw badRequest(`The sink is not one of type ${type}.`);
  },
  show: (_call, stream) => pick({ ...stream, sink: maskSink(getObject(stream, 'sink')) }, MEMBERS),
};

function completeSink(call: ApiCall, body: JsonObject): JsonObject {
  const sink = getObject(body, 'sink');
  const type = getString(body, 'type');
  if (type === 'eventbridge') return { ...sink, awsPartnerEventSource: makePartnerSource(call.tenant, 'aws', 'logs') };
  if (type === 'eventgrid') return { ...sink, azurePartnerTopic: makePartnerSource(call.tenant, 'azure', 'logs') };
  return sink;
}

/** Removes an empty list of filters and adds the defaults of `pii_config` (recorded traffic). */
function normalizeStream(stream: JsonObject): JsonObject {
  const pii = getObjectMember(stream, 'pii_config');
  const complete = isObject(pii) ? { ...stream, pii_config: { method: 'hash', algorithm: 'xxhash', ...pii } } : stream;
  return getObjects(stream, 'filters').length === 0 ? omit(complete, ['filters']) : complete;
}

/** Masks the only secret of a sink that is not returned. */
const maskSink = (sink: JsonObject): JsonObject =>
  getObjectMember(sink, 'mixpanelServiceAccountPassword') === undefined
    ? sink
    : { ...sink, mixpanelServiceAccountPassword: '********' };

export const logStreamEndpoints: EndpointSet = buildCollectionEndpoints(facts);
