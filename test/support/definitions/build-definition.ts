import { createHash } from 'node:crypto';
import { toAddress } from '../../../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../../../src/model/definition/definition.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';
import { toCanonicalJson } from '../../../src/model/json/json-value.ts';
import { declareResource } from '../tenant-builders.ts';
import { STRATEGIES } from './fields.ts';
import { FIXTURE_TYPES, listFixtureResources, NEEDED_RESOURCES } from './fixture-resources.ts';
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
export type FindId = (type: string, key: string) => string | undefined;

/** The definition that a settled world stands for. `before` is what the tenant holds, `idOf` how it calls it. */
export function buildDefinition(world: World, before: World, findId: FindId): Definition {
  const text = new SlotTexts(world, before, findId);
  const resources = [
    ...mapFilledSlots(world.apis, (api, slot) => declareResource('resourceServers', buildApiBody(api, slot))),
    ...mapFilledSlots(world.clients, (client, slot) =>
      declareResource('clients', buildClientBody(client, slot, text), buildRename('clients', slot, world, before, findId)),
    ),
    ...mapFilledSlots(world.grants, (grant, slot) => declareResource('clientGrants', buildGrantBody(grant, slot, text))),
    ...mapFilledSlots(world.connections, (connection, slot) => buildConnection(connection, slot, text)),
    ...mapFilledSlots(world.roles, (role, slot) =>
      buildRole(role, slot, text, buildRename('roles', slot, world, before, findId)),
    ),
    ...mapFilledSlots(world.organizations, (organization, slot) =>
      buildOrganization(organization, slot, text, buildRename('organizations', slot, world, before, findId)),
    ),
    ...listFixtureResources(world.shapes),
    ...NEEDED_RESOURCES.filter(({ type }) => isSlotted(type) && !world.handsOff.some((slotted) => slotted === type)),
  ];
  return assembleDefinition([...new Map(resources.map((one) => [one.address, one])).values()], world);
}

const isSlotted = (type: string): boolean => TYPES.some((slotted) => slotted === type);

function assembleDefinition(resources: readonly DeclaredResource[], world: World): Definition {
  const meaning = resources.map(({ address, fields, relations }) => ({ address, fields, relations }));
  const shaped = world.sweep ? FIXTURE_TYPES : new Set(listFixtureResources(world.shapes).map(({ type }) => type));
  return {
    declared: [...new Set([...TYPES.filter((type) => !world.handsOff.includes(type)), ...shaped])].map((type) => ({ type })),
    resources,
    absent: [],
    policy: {
      ...DEFAULT_POLICY,
      prune: [...world.prune, ...(world.sweep ? FIXTURE_TYPES.filter((type) => !isSlotted(type)) : [])],
      limits: { delete: ALL_RESOURCES, update: ALL_RESOURCES },
    },
    digest: createHash('sha256').update(toCanonicalJson(meaning)).digest('hex'),
  };
}

const ALL_RESOURCES = { kind: 'share', percent: 100 } as const;

const mapFilledSlots = <T>(slots: Slots<T>, make: (item: T, slot: number) => DeclaredResource): readonly DeclaredResource[] =>
  slots.flatMap((item, slot) => (item === undefined ? [] : [make(item, slot)]));

/** Slots as a definition spells them. */
class SlotTexts {
  readonly #world: World;
  readonly #before: World;
  readonly #findId: FindId;
  constructor(world: World, before: World, findId: FindId) {
    this.#world = world;
    this.#before = before;
    this.#findId = findId;
  }
  getName = (type: Renameable, slot: number): string => getSlotName(this.#world.names, type, slot);
  /** As another resource refers to it. */
  getReference = (type: Renameable, slot: number): string => {
    const isThere = this.#world.byId && this.#before[type][slot] !== undefined;
    const id = isThere ? this.#findId(type, getSlotName(this.#before.names, type, slot)) : undefined;
    return id ?? this.getName(type, slot);
  };
  getClientReference = (slot: number): string => this.getReference('clients', slot);
}

const getSlotName = (names: World['names'], type: Renameable, slot: number): string =>
  NAMES[type][names[type][slot] ?? -1] ?? `?${slot}`;

type SlotItem<K extends keyof World> = World[K] extends Slots<infer T> ? T : never;

const buildApiBody = (api: SlotItem<'apis'>, slot: number): JsonObject => ({
  identifier: IDENTIFIERS[slot] ?? '',
  ...api.fields,
  ...(api.scopes === undefined
    ? {}
    : { scopes: api.scopes.map(({ scope, ...more }) => ({ value: SCOPE_NAMES[scope] ?? '', ...more })) }),
});

const buildClientBody = ({ fields, landing, organization }: SlotItem<'clients'>, slot: number, text: SlotTexts): JsonObject => ({
  name: text.getName('clients', slot),
  ...fields,
  ...(landing === undefined
    ? {}
    : { my_organization_configuration: landing === null ? null : buildLandingConfiguration(text.getClientReference(landing)) }),
  ...(organization === undefined
    ? {}
    : {
        default_organization:
          organization === null
            ? null
            : { organization_id: text.getReference('organizations', organization), flows: ['client_credentials'] },
      }),
});

const buildLandingConfiguration = (client: string): JsonObject => ({
  allowed_strategies: ['oidc', 'samlp'],
  connection_deletion_behavior: 'allow',
  invitation_landing_client_id: client,
});

const buildGrantBody = (grant: SlotItem<'grants'>, slot: number, text: SlotTexts): JsonObject => {
  const { subject = 'client' } = GRANTS[slot] ?? {};
  return {
    ...buildGrantKey(slot, text),
    ...(subject === 'client' ? {} : { subject_type: subject }),
    ...grant.fields,
    ...(grant.scopes === undefined ? {} : { scope: grant.scopes.map((scope) => SCOPE_NAMES[scope] ?? '') }),
  };
};

const buildGrantKey = (slot: number, text: SlotTexts) => {
  const { client = -1, api = -1 } = GRANTS[slot] ?? {};
  return { client_id: text.getClientReference(client), audience: IDENTIFIERS[api] ?? '' };
};

function buildConnection(
  { fields, options, enabled, idp }: SlotItem<'connections'>,
  slot: number,
  text: SlotTexts,
): DeclaredResource {
  const strategy = STRATEGIES[slot]?.strategy ?? '';
  const withIdp =
    strategy === 'samlp' && idp !== undefined
      ? { ...options, idpinitiated: { enabled: true, client_id: text.getClientReference(idp), client_protocol: 'oauth2' } }
      : options;
  return declareResource(
    'connections',
    { name: CONNECTION_NAMES[slot] ?? '', strategy, ...fields, ...(withIdp === undefined ? {} : { options: withIdp }) },
    { relations: enabled === undefined ? {} : { enabled_clients: enabled.map((client) => text.getClientReference(client)) } },
  );
}

function buildRole(role: SlotItem<'roles'>, slot: number, text: SlotTexts, more: Partial<DeclaredResource>): DeclaredResource {
  const permissions = role.permissions?.map(({ api, scope }) => ({
    resource_server_identifier: IDENTIFIERS[api] ?? '',
    permission_name: SCOPE_NAMES[scope] ?? '',
  }));
  const relations = permissions === undefined ? {} : { permissions };
  return declareResource('roles', { name: text.getName('roles', slot), ...role.fields }, { ...more, relations });
}

function buildOrganization(
  { fields, connections, grants, domains, clients }: SlotItem<'organizations'>,
  slot: number,
  text: SlotTexts,
  more: Partial<DeclaredResource>,
): DeclaredResource {
  const relations: Readonly<Record<string, readonly JsonValue[] | undefined>> = {
    connections: connections?.map((item) => ({ name: CONNECTION_NAMES[item.connection] ?? '', ...item.settings })),
    client_grants: grants?.map((grant) => ({ ...buildGrantKey(grant, text), subject_type: GRANTS[grant]?.subject ?? 'client' })),
    // A domain leads to one organization of the tenant.
    discovery_domains: domains?.map((item) => ({ domain: `o${slot}.${DOMAIN_NAMES[item.domain] ?? ''}`, ...item.settings })),
    clients: clients?.map((item) => ({ client_id: text.getClientReference(item.client), ...item.settings })),
  };
  return declareResource(
    'organizations',
    { name: text.getName('organizations', slot), ...fields },
    { ...more, relations: Object.fromEntries(Object.entries(relations).flatMap(([name, list]) => (list ? [[name, list]] : []))) },
  );
}

/** A resource that has another name now: told by its former name where that says enough, else by its id. */
function buildRename(type: Renameable, slot: number, world: World, before: World, findId: FindId): Partial<DeclaredResource> {
  if (before[type][slot] === undefined) return {};
  const former = getSlotName(before.names, type, slot);
  if (former === getSlotName(world.names, type, slot)) return {};
  if (findSlotsRenamedByName(type, world, before).has(slot)) return { renamedFrom: former };
  const id = findId(type, former);
  if (id === undefined) throw new Error(`no id of ${toAddress(type, former)}`);
  return { pinnedId: id };
}

/** The former name says enough where nobody has the new name, or whoever has it moves on himself. In a ring one must be told by his id. */
function findSlotsRenamedByName(type: Renameable, world: World, before: World): ReadonlySet<number> {
  const decided = new Map<number, boolean | 'visiting'>();
  const findHolder = (slot: number): number =>
    before[type].findIndex((item, other) => item !== undefined && before.names[type][other] === world.names[type][slot]);
  const isNameFreed = (slot: number): boolean => {
    if (slot < 0) return true;
    if (world[type][slot] === undefined || decided.get(slot) === 'visiting') return false;
    if (!decided.has(slot)) decide(slot);
    return true;
  };
  const decide = (slot: number): void => {
    decided.set(slot, 'visiting');
    const isFree = isNameFreed(findHolder(slot));
    decided.set(slot, isFree && world.byFormerName[slot] === true);
  };
  before[type].forEach((_, slot) => {
    if (world[type][slot] !== undefined && !decided.has(slot)) decide(slot);
  });
  return new Set([...decided].flatMap(([slot, isByName]) => (isByName === true ? [slot] : [])));
}
