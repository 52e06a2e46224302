import {
  getObjectMember,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../src/model/json/json-value.ts';

type Rows = readonly (readonly [id: string, value: JsonObject])[];

const getRows = (dump: JsonObject, part: string, name: string): readonly JsonValue[] => {
  const collections = getObjectMember(dump, part);
  const rows = isObject(collections) ? getObjectMember(collections, name) : undefined;
  return isArray(rows) ? rows : [];
};

/** What a collection of the emulated tenant holds. */
export const readCollection = (dump: JsonObject, name: string): Rows =>
  getRows(dump, 'collections', name).flatMap((row) => {
    const [id, value] = isArray(row) ? row : [];
    return typeof id === 'string' && isObject(value) ? [[id, value] as const] : [];
  });

/** Relations of the emulated tenant: `from to settings`. */
export const readLinks = (dump: JsonObject, name: string): readonly (readonly [string, string, JsonValue])[] =>
  getRows(dump, 'links', name).flatMap((row) => {
    const [from, to, settings] = isArray(row) ? row : [];
    return typeof from === 'string' && typeof to === 'string' ? [[from, to, settings ?? null] as const] : [];
  });

export const DUMP_COLLECTIONS = [
  'clients',
  'connections',
  'resource-servers',
  'roles',
  'client-grants',
  'organizations',
  'discovery-domains',
];
export const DUMP_LINKS = [
  'connection-clients',
  'role-permissions',
  'organization-connections',
  'organization-client-grants',
  'organization-clients',
];

/** Made anew for every tenant: secrets, keys, tickets, proofs. */
const GENERATED_FIELDS = [
  'client_secret',
  'signing_secret',
  'signing_keys',
  'provisioning_ticket_url',
  'verification_txt',
  'verification_host',
];

/**
 * A tenant without what differs from one tenant to the next: ids read as names, and everything in one order. Two tenants of the same text
 * are the same to whoever uses them.
 */
export function normalizeState(dump: JsonObject): readonly string[] {
  const names = collectNames(dump);
  const replaceId = (text: string): string => {
    // A permission is the API's id and a scope.
    const [id = '', ...scope] = text.split(':');
    return names.get(text) ?? (names.has(id) ? [names.get(id), ...scope].join(':') : text);
  };
  const replaceIds = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return replaceId(value);
    if (isArray(value)) return value.map(replaceIds).sort((a, b) => (toCanonicalJson(a) < toCanonicalJson(b) ? -1 : 1));
    if (!isObject(value)) return value;
    const members = Object.entries(value).filter(([name]) => !GENERATED_FIELDS.includes(name));
    return Object.fromEntries(members.map(([name, item]) => [name, replaceIds(item)]));
  };
  return [
    ...DUMP_COLLECTIONS.flatMap((name) =>
      readCollection(dump, name).map(([, value]) => `${name} ${toCanonicalJson(replaceIds(value))}`),
    ),
    ...DUMP_LINKS.flatMap((name) =>
      readLinks(dump, name).map(
        ([from, to, settings]) => `${name} ${replaceId(from)} ${replaceId(to)} ${toCanonicalJson(replaceIds(settings))}`,
      ),
    ),
  ].sort();
}

function collectNames(dump: JsonObject): ReadonlyMap<string, string> {
  const plain = DUMP_COLLECTIONS.flatMap((name) =>
    readCollection(dump, name).map(
      ([id, value]) => [id, `${name}/${value.identifier ?? value.name ?? value.domain ?? ''}`] as const,
    ),
  );
  const names = new Map<string, string>(plain);
  for (const [id, grant] of readCollection(dump, 'client-grants'))
    names.set(id, `grant/${names.get(String(grant.client_id))}/${grant.audience}/${grant.subject_type}`);
  return names;
}

/** Names that a type has more than once. */
export function findDuplicates(dump: JsonObject, name: string): readonly string[] {
  const all = readCollection(dump, name).map(([, value]) => String(value.identifier ?? value.name ?? toCanonicalJson(value)));
  return all.filter((one, index) => all.indexOf(one) !== index);
}
