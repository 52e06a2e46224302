import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { TYPE_FIXTURES } from '../shapes/index.ts';
import {
  apiFields,
  clientFields,
  connectionFields,
  grantFields,
  omitUndefined,
  organizationFields,
  roleFields,
  STRATEGIES,
} from './fields.ts';
import type { FixtureState } from './fixture-resources.ts';

/**
 * What a definition is about, before it has names and ids. Every resource has a slot that it keeps from one definition to the
 * next, whatever its name; references are slots. An empty slot: not declared.
 */
export interface World {
  readonly apis: Slots<Api>;
  readonly clients: Slots<Client>;
  readonly grants: Slots<Grant>;
  readonly connections: Slots<Connection>;
  readonly roles: Slots<Role>;
  readonly organizations: Slots<Organization>;
  /** Which of the pool's names each slot would like: slot 0 the name `[0]`. */
  readonly names: Readonly<Record<Renameable, readonly number[]>>;
  /** Whether a rename is told by the former name, slot by slot; else by the id. */
  readonly byFormerName: readonly boolean[];
  /** Whether references to what the tenant has already are written as its ids. */
  readonly byId: boolean;
  readonly handsOff: readonly Type[];
  readonly prune: readonly Type[];
  /** Types without slots, by their place among the shapes. */
  readonly shapes: readonly FixtureState[];
  /** Whether those of them that nobody declares are deleted. */
  readonly sweep: boolean;
}

export type Slots<T> = readonly (T | undefined)[];
export type Renameable = 'clients' | 'roles' | 'organizations';
export type Type = 'resourceServers' | 'clients' | 'clientGrants' | 'connections' | 'roles' | 'organizations';

/** `undefined` where it is not declared: left alone. */
export interface Api {
  readonly fields: JsonObject;
  readonly scopes: readonly { readonly scope: number; readonly description?: string }[] | undefined;
}
export interface Client {
  readonly fields: JsonObject;
  readonly landing: number | null | undefined;
  readonly organization: number | null | undefined;
}
export interface Grant {
  readonly fields: JsonObject;
  readonly scopes: readonly number[] | undefined;
}
export interface Connection {
  readonly fields: JsonObject;
  readonly options: JsonObject | undefined;
  readonly enabled: readonly number[] | undefined;
  readonly idp: number | undefined;
}
export interface Role {
  readonly fields: JsonObject;
  readonly permissions: readonly { readonly api: number; readonly scope: number }[] | undefined;
}
export interface Organization {
  readonly fields: JsonObject;
  readonly connections: readonly { readonly connection: number; readonly settings: JsonObject }[] | undefined;
  readonly grants: readonly number[] | undefined;
  readonly domains: readonly { readonly domain: number; readonly settings: JsonObject }[] | undefined;
  readonly clients: readonly { readonly client: number; readonly settings: JsonObject }[] | undefined;
}

export const TYPES: readonly Type[] = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
export const APIS = 3;
export const SCOPES = 4;
export const CLIENTS = 4;
export const ROLES = 3;
export const ORGANIZATIONS = 3;
export const DOMAINS = 3;
/** Names beyond the slots: somebody new need not take the name of somebody who goes. */
export const SPARE_NAMES = 3;

/** Which client may use which API for whom: a grant has no other name, so its slot says it. */
export const GRANTS: readonly { readonly client: number; readonly api: number; readonly subject: 'client' | 'user' }[] = [
  { client: 0, api: 0, subject: 'client' },
  { client: 0, api: 1, subject: 'client' },
  { client: 0, api: 0, subject: 'user' },
  { client: 1, api: 0, subject: 'client' },
  { client: 2, api: 1, subject: 'user' },
  { client: 3, api: 2, subject: 'client' },
];

const drawSlot = (count: number): fc.Arbitrary<number> => fc.nat({ max: count - 1 });
const drawSlots = <T>(count: number, one: (slot: number) => fc.Arbitrary<T>): fc.Arbitrary<Slots<T>> =>
  fc.tuple(...Array.from({ length: count }, (_, index) => fc.option(one(index), { nil: undefined, freq: 2 })));
const drawOptional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined, freq: 3 });
const drawSubset = (count: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index));

const scope = fc.record(
  { scope: drawSlot(SCOPES), description: fc.constantFrom('Read', 'Write', '') },
  { requiredKeys: ['scope'] },
);
const drawUnique = <T>(one: fc.Arbitrary<T>, name: (item: T) => unknown, maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { selector: name, maxLength });

const api: fc.Arbitrary<Api> = fc.record({
  fields: apiFields,
  scopes: drawOptional(drawUnique(scope, (item) => item.scope, SCOPES)),
});

const client: fc.Arbitrary<Client> = fc.record({
  fields: clientFields,
  landing: fc.option(fc.option(drawSlot(CLIENTS), { freq: 3 }), { nil: undefined, freq: 2 }),
  organization: fc.option(fc.option(drawSlot(ORGANIZATIONS), { freq: 3 }), { nil: undefined, freq: 2 }),
});

const grant: fc.Arbitrary<Grant> = fc.record({ fields: grantFields, scopes: drawOptional(drawSubset(SCOPES)) });

const drawConnection = (index: number): fc.Arbitrary<Connection> =>
  fc.record({
    fields: connectionFields,
    options: drawOptional(STRATEGIES[index]?.options ?? fc.constant({})),
    enabled: drawOptional(drawSubset(CLIENTS)),
    idp: drawOptional(drawSlot(CLIENTS)),
  });

const permission = fc.record({ api: drawSlot(APIS), scope: drawSlot(SCOPES) });
const role: fc.Arbitrary<Role> = fc.record({
  fields: roleFields,
  permissions: drawOptional(drawUnique(permission, (item) => `${item.api}/${item.scope}`, 6)),
});

const drawFlags = (...names: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc.record(Object.fromEntries(names.map((name) => [name, fc.boolean()])), { requiredKeys: [] }).map(omitUndefined);
const linked = fc.record({
  connection: drawSlot(STRATEGIES.length),
  settings: drawFlags('assign_membership_on_login', 'show_as_button', 'is_enabled'),
});

const organization: fc.Arbitrary<Organization> = fc.record({
  fields: organizationFields,
  connections: drawOptional(drawUnique(linked, (item) => item.connection, 4)),
  grants: drawOptional(drawSubset(GRANTS.length)),
  domains: drawOptional(
    drawUnique(
      fc.record({ domain: drawSlot(DOMAINS), settings: drawFlags('use_for_organization_discovery') }),
      (item) => item.domain,
      DOMAINS,
    ),
  ),
  clients: drawOptional(
    drawUnique(
      fc.record({ client: drawSlot(CLIENTS), settings: drawFlags('use_for_member_access') }),
      (item) => item.client,
      CLIENTS,
    ),
  ),
});

const drawNameOrder = (count: number): fc.Arbitrary<readonly number[]> => {
  const plain = Array.from({ length: count + SPARE_NAMES }, (_, index) => index);
  return fc.oneof(
    { arbitrary: fc.constant(plain), weight: 2 },
    { arbitrary: fc.shuffledSubarray(plain, { minLength: plain.length }), weight: 1 },
  );
};

const types = fc.oneof(
  { arbitrary: fc.constant<Type[]>([]), weight: 3 },
  { arbitrary: fc.shuffledSubarray([...TYPES]), weight: 1 },
);

export const world: fc.Arbitrary<World> = fc.record({
  apis: drawSlots(APIS, () => api),
  clients: drawSlots(CLIENTS, () => client),
  grants: drawSlots(GRANTS.length, () => grant),
  connections: drawSlots(STRATEGIES.length, drawConnection),
  roles: drawSlots(ROLES, () => role),
  organizations: drawSlots(ORGANIZATIONS, () => organization),
  names: fc.record({ clients: drawNameOrder(CLIENTS), roles: drawNameOrder(ROLES), organizations: drawNameOrder(ORGANIZATIONS) }),
  byFormerName: fc.array(fc.boolean(), { minLength: CLIENTS, maxLength: CLIENTS }),
  byId: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, { arbitrary: fc.constant(true), weight: 1 }),
  handsOff: types,
  prune: fc.oneof({ arbitrary: fc.constant([...TYPES]), weight: 2 }, { arbitrary: types, weight: 1 }),
  shapes: fc.array(
    fc.oneof(
      { arbitrary: fc.constant('none' as const), weight: 5 },
      { arbitrary: fc.constantFrom('before', 'after'), weight: 1 },
    ),
    { minLength: TYPE_FIXTURES.length, maxLength: TYPE_FIXTURES.length },
  ),
  sweep: fc.boolean(),
});
