import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { partnerSource } from '../behaviour/settings/partner-source.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, objectsOf, pick, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest } from '../http/refusal.ts';

const MEMBERS = ['id', 'name', 'type', 'status', 'sink', 'isPriority', 'filters', 'pii_config'];
/** The members of a sink begin with the name of what it leads to. */
const PREFIXES: Readonly<Record<string, string>> = { eventbridge: 'aws', eventgrid: 'azure' };

const facts: CollectionFacts = {
  name: 'log-streams',
  path: '/log-streams',
  idMember: 'id',
  newId: (call) => `lst_${call.tenant.ids.digits(16)}`,
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
    tidy({ status: 'active', isPriority: false, ...without(body, ['startFrom']), sink: completeSink(call, body) }),
  // What personal data is hidden must be sent each time, or nothing is hidden any more (recorded traffic).
  refine: (_call, after, _before, body) => tidy(Object.hasOwn(body, 'pii_config') ? after : without(after, ['pii_config'])),
  check: (_call, stream, before) => {
    if (before === undefined) return;
    const type = textOf(stream, 'type');
    const prefix = PREFIXES[type] ?? type;
    const strange = Object.keys(objectOf(stream, 'sink')).filter((name) => !name.startsWith(prefix));
    if (strange.length > 0) throw badRequest(`The sink is not one of type ${type}.`);
  },
  show: (_call, stream) => pick({ ...stream, sink: masked(objectOf(stream, 'sink')) }, MEMBERS),
};

function completeSink(call: Call, body: JsonObject): JsonObject {
  const sink = objectOf(body, 'sink');
  const type = textOf(body, 'type');
  if (type === 'eventbridge') return { ...sink, awsPartnerEventSource: partnerSource(call.tenant, 'aws', 'logs') };
  if (type === 'eventgrid') return { ...sink, azurePartnerTopic: partnerSource(call.tenant, 'azure', 'logs') };
  return sink;
}

/** No filters read as none; hiding has defaults (recorded traffic). */
function tidy(stream: JsonObject): JsonObject {
  const pii = getObjectMember(stream, 'pii_config');
  const complete = isObject(pii) ? { ...stream, pii_config: { method: 'hash', algorithm: 'xxhash', ...pii } } : stream;
  return objectsOf(stream, 'filters').length === 0 ? without(complete, ['filters']) : complete;
}

/** The one secret of a sink that does not come back. */
const masked = (sink: JsonObject): JsonObject =>
  getObjectMember(sink, 'mixpanelServiceAccountPassword') === undefined
    ? sink
    : { ...sink, mixpanelServiceAccountPassword: '********' };

export const logStreams: Resource = collectionOf(facts);
