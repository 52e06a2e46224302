import { createHash } from 'node:crypto';
import { toAddress } from '../../../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../../src/model/definition/definition.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';
import { toCanonicalJson } from '../../../src/model/json/json-value.ts';
import { declared } from '../tenants.ts';
import { STRATEGIES } from './fields.ts';
import { SHAPE_TYPES, shapeResources } from './shapes.ts';
import { GRANTS, type Renameable, type Slots, TYPES, type World } from './world.ts';

/** Names that would break a careless reader of paths, keys, patterns or pointers. */
export const NAMES: Readonly<Record<Renameable, readonly string[]>> = {
  clients: ['Shop', 'Back Office', 'a|b/c~d', 'naïve "app"', 'Shop 2', '*', '__proto__'],
  roles: ['admin', 'read/write', 'a|b~1', 'ünï', 'admi', 'constructor'],
  organizations: ['acme', 'acme-2', 'globex_corporation', 'initech', `${'o'.repeat(49)}x`, `${'o'.repeat(49)}y`],
};
export const IDENTIFIERS = ['https://api.acme.test/', 'urn:a|b', 'https://api.acme.test'] as const;
export const SCOPE_NAMES = ['read:orders', 'a/b~c', 'de|lete', 'read:orders:all'] as const;
const DOMAIN_NAMES = ['acme.test', 'mail.acme.test', 'acme.example'] as const;
const CONNECTION_NAMES = STRATEGIES.map(({ strategy }) => `con-${strategy}`);

/** How the tenant's ids are known: by address. */
export type IdOf = (type: string, key: string) => string | undefined;

/** The definition that a settled world stands for. `before` is what the tenant holds, `idOf` how it calls it. */
export function build(world: World, before: World, idOf: IdOf): Definition {
  const text = new Texts(world, before, idOf);
  const resources = [
    ...filled(world.apis, (api, slot) => declared('resourceServers', apiBody(api, slot))),
    ...filled(world.clients, (client, slot) =>
      declared('clients', clientBody(client, slot, text), renaming('clients', slot, world, before, idOf)),
    ),
    ...filled(world.grants, (grant, slot) => declared('clientGrants', grantBody(grant, slot, text))),
    ...filled(world.connections, (connection, slot) => connectionOf(connection, slot, text)),
    ...filled(world.roles, (role, slot) => roleOf(role, slot, text, renaming('roles', slot, world, before, idOf))),
    ...filled(world.organizations, (organization, slot) =>
      organizationOf(organization, slot, text, renaming('organizations', slot, world, before, idOf)),
    ),
    ...shapeResources(world.shapes),
  ];
  return definitionOf(resources, world);
}

function definitionOf(resources: readonly DeclaredResource[], world: World): Definition {
  const meaning = resources.map(({ address, fields, relations }) => ({ address, fields, relations }));
  const shaped = world.sweep ? SHAPE_TYPES : new Set(shapeResources(world.shapes).map(({ type }) => type));
  return {
    declared: [...TYPES.filter((type) => !world.handsOff.includes(type)), ...shaped].map((type) => ({ type })),
    resources,
    policy: {
      ...DEFAULT_POLICY,
      prune: [...world.prune, ...(world.sweep ? SHAPE_TYPES : [])],
      limits: { delete: all, update: all },
    },
    digest: createHash('sha256').update(toCanonicalJson(meaning)).digest('hex'),
  };
}

const all = { kind: 'share', percent: 100 } as const;

const filled = <T>(slots: Slots<T>, make: (item: T, slot: number) => DeclaredResource): readonly DeclaredResource[] =>
  slots.flatMap((item, slot) => (item === undefined ? [] : [make(item, slot)]));

/** Slots as a definition spells them. */
class Texts {
  readonly #world: World;
  readonly #before: World;
  readonly #idOf: IdOf;
  constructor(world: World, before: World, idOf: IdOf) {
    this.#world = world;
    this.#before = before;
    this.#idOf = idOf;
  }
  name = (type: Renameable, slot: number): string => nameOf(this.#world.names, type, slot);
  /** As another resource refers to it. */
  reference = (type: Renameable, slot: number): string => {
    const isThere = this.#world.byId && this.#before[type][slot] !== undefined;
    const id = isThere ? this.#idOf(type, nameOf(this.#before.names, type, slot)) : undefined;
    return id ?? this.name(type, slot);
  };
  client = (slot: number): string => this.reference('clients', slot);
}

const nameOf = (names: World['names'], type: Renameable, slot: number): string =>
  NAMES[type][names[type][slot] ?? -1] ?? `?${slot}`;

type Of<K extends keyof World> = World[K] extends Slots<infer T> ? T : never;

const apiBody = (api: Of<'apis'>, slot: number): JsonObject => ({
  identifier: IDENTIFIERS[slot] ?? '',
  ...api.fields,
  ...(api.scopes === undefined
    ? {}
    : { scopes: api.scopes.map(({ scope, ...more }) => ({ value: SCOPE_NAMES[scope] ?? '', ...more })) }),
});

const clientBody = ({ fields, landing, organization }: Of<'clients'>, slot: number, text: Texts): JsonObject => ({
  name: text.name('clients', slot),
  ...fields,
  ...(landing === undefined ? {} : { my_organization_configuration: landing === null ? null : landingOn(text.client(landing)) }),
  ...(organization === undefined
    ? {}
    : {
        default_organization:
          organization === null
            ? null
            : { organization_id: text.reference('organizations', organization), flows: ['client_credentials'] },
      }),
});

const landingOn = (client: string): JsonObject => ({
  allowed_strategies: ['oidc', 'samlp'],
  connection_deletion_behavior: 'allow',
  invitation_landing_client_id: client,
});

const grantBody = (grant: Of<'grants'>, slot: number, text: Texts): JsonObject => {
  const { subject = 'client' } = GRANTS[slot] ?? {};
  return {
    ...grantKey(slot, text),
    ...(subject === 'client' ? {} : { subject_type: subject }),
    ...grant.fields,
    ...(grant.scopes === undefined ? {} : { scope: grant.scopes.map((scope) => SCOPE_NAMES[scope] ?? '') }),
  };
};

const grantKey = (slot: number, text: Texts) => {
  const { client = -1, api = -1 } = GRANTS[slot] ?? {};
  return { client_id: text.client(client), audience: IDENTIFIERS[api] ?? '' };
};

function connectionOf({ fields, options, enabled, idp }: Of<'connections'>, slot: number, text: Texts): DeclaredResource {
  const strategy = STRATEGIES[slot]?.strategy ?? '';
  const withIdp =
    strategy === 'samlp' && idp !== undefined
      ? { ...options, idpinitiated: { enabled: true, client_id: text.client(idp), client_protocol: 'oauth2' } }
      : options;
  return declared(
    'connections',
    { name: CONNECTION_NAMES[slot] ?? '', strategy, ...fields, ...(withIdp === undefined ? {} : { options: withIdp }) },
    { relations: enabled === undefined ? {} : { enabled_clients: enabled.map((client) => text.client(client)) } },
  );
}

function roleOf(role: Of<'roles'>, slot: number, text: Texts, more: Partial<DeclaredResource>): DeclaredResource {
  const permissions = role.permissions?.map(({ api, scope }) => ({
    resource_server_identifier: IDENTIFIERS[api] ?? '',
    permission_name: SCOPE_NAMES[scope] ?? '',
  }));
  const relations = permissions === undefined ? {} : { permissions };
  return declared('roles', { name: text.name('roles', slot), ...role.fields }, { ...more, relations });
}

function organizationOf(
  { fields, connections, grants, domains, clients }: Of<'organizations'>,
  slot: number,
  text: Texts,
  more: Partial<DeclaredResource>,
): DeclaredResource {
  const relations: Readonly<Record<string, readonly JsonValue[] | undefined>> = {
    connections: connections?.map((item) => ({ name: CONNECTION_NAMES[item.connection] ?? '', ...item.settings })),
    client_grants: grants?.map((grant) => ({ ...grantKey(grant, text), subject_type: GRANTS[grant]?.subject ?? 'client' })),
    // A domain leads to one organization of the tenant.
    discovery_domains: domains?.map((item) => ({ domain: `o${slot}.${DOMAIN_NAMES[item.domain] ?? ''}`, ...item.settings })),
    clients: clients?.map((item) => ({ client_id: text.client(item.client), ...item.settings })),
  };
  return declared(
    'organizations',
    { name: text.name('organizations', slot), ...fields },
    { ...more, relations: Object.fromEntries(Object.entries(relations).flatMap(([name, list]) => (list ? [[name, list]] : []))) },
  );
}

/** A resource that has another name now: told by its former name where that says enough, else by its id. */
function renaming(type: Renameable, slot: number, world: World, before: World, idOf: IdOf): Partial<DeclaredResource> {
  if (before[type][slot] === undefined) return {};
  const former = nameOf(before.names, type, slot);
  if (former === nameOf(world.names, type, slot)) return {};
  if (tellsByFormerName(type, world, before).has(slot)) return { renamedFrom: former };
  const id = idOf(type, former);
  if (id === undefined) throw new Error(`no id of ${toAddress(type, former)}`);
  return { pinnedId: id };
}

/** The former name says enough where nobody has the new name, or whoever has it moves on himself. In a ring one must be told by his id. */
function tellsByFormerName(type: Renameable, world: World, before: World): ReadonlySet<number> {
  const decided = new Map<number, boolean | 'visiting'>();
  const holderOf = (slot: number): number =>
    before[type].findIndex((item, other) => item !== undefined && before.names[type][other] === world.names[type][slot]);
  const movesOn = (slot: number): boolean => {
    if (slot < 0) return true;
    if (world[type][slot] === undefined || decided.get(slot) === 'visiting') return false;
    if (!decided.has(slot)) decide(slot);
    return true;
  };
  const decide = (slot: number): void => {
    decided.set(slot, 'visiting');
    const isFree = movesOn(holderOf(slot));
    decided.set(slot, isFree && world.byFormerName[slot] === true);
  };
  before[type].forEach((_, slot) => {
    if (world[type][slot] !== undefined && !decided.has(slot)) decide(slot);
  });
  return new Set([...decided].flatMap(([slot, told]) => (told === true ? [slot] : [])));
}
