import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { isHeld, withHeldScopes } from './held.ts';
import { settledNames } from './names.ts';
import { has, overlaid } from './overlay.ts';
import { CLIENTS, GRANTS, ORGANIZATIONS, ROLES, type Slots, SPARE_NAMES, TYPES, type Type, type World } from './world.ts';

const nobody = <T>(): Slots<T> => [];
const plain = (count: number): readonly number[] => Array.from({ length: count + SPARE_NAMES }, (_, index) => index);

/** A tenant in which nobody has declared anything yet. */
export const NOTHING: World = {
  apis: nobody(),
  clients: nobody(),
  grants: nobody(),
  connections: nobody(),
  roles: nobody(),
  organizations: nobody(),
  names: { clients: plain(CLIENTS), roles: plain(ROLES), organizations: plain(ORGANIZATIONS) },
  byFormerName: [],
  byId: false,
  handsOff: [],
  prune: [],
  shapes: [],
  sweep: false,
};

export interface Settled {
  /** What is declared, without what no order of requests could reach (a reference to what goes, a scope that is still used). */
  readonly declared: World;
  /** What the tenant holds afterwards: the declared, and what was there and stays. */
  readonly after: World;
}

const MEMBER = {
  resourceServers: 'apis',
  clients: 'clients',
  clientGrants: 'grants',
  connections: 'connections',
  roles: 'roles',
  organizations: 'organizations',
} as const;

/** Makes a drawn definition one that can be reached from what the tenant holds. */
export function settle(drawn: World, before: World): Settled {
  const spoken = withoutHandsOff(drawn);
  const first = pruning(spoken, before, spoken.prune);
  const prune = TYPES.filter((type) => spoken.prune.includes(type) && !isHeld(type, first.declared, first.after, before));
  const world = pruning(spoken, before, prune);
  const names = settledNames(world.declared, before, prune);
  const declared = { ...world.declared, names, prune };
  return { declared, after: { ...world.after, names, prune: [], handsOff: [] } };
}

/** A type that the definition does not speak of: nothing of it is declared, nothing is pruned. */
const withoutHandsOff = (world: World): World => ({
  ...world,
  ...Object.fromEntries(world.handsOff.map((type) => [MEMBER[type], nobody()])),
  prune: world.prune.filter((type) => !world.handsOff.includes(type)),
});

/** Every list of a world laid over the one before. */
function laidOver(world: World, before: World, prune: readonly Type[]): World {
  const lay = (type: Type): object => {
    const name = MEMBER[type];
    return { [name]: overlaid<Declared>(world[name], before[name], prune.includes(type)) };
  };
  return Object.assign({}, world, ...TYPES.map(lay));
}

type Declared = { readonly fields: JsonObject };

/** The world with these types pruned: without references to what is not there then, with the scopes that others hold. */
function pruning(drawn: World, before: World, prune: readonly Type[]): Settled {
  const there = laidOver(drawn, before, prune);
  const known = (slots: Slots<unknown>) => (slot: number) => has(slots, slot);
  const someOf = (slots: Slots<unknown>) => (slot: number | null | undefined) =>
    typeof slot === 'number' && !has(slots, slot) ? undefined : slot;
  const grants = drawn.grants.map((grant, slot) => {
    const { client = -1, api = -1 } = GRANTS[slot] ?? {};
    return has(there.clients, client) && has(there.apis, api) ? grant : undefined;
  });
  const world: World = {
    ...drawn,
    prune,
    grants,
    clients: each(drawn.clients, (client) => ({
      landing: someOf(there.clients)(client.landing),
      organization: someOf(there.organizations)(client.organization),
    })),
    connections: each(drawn.connections, ({ enabled, idp }) => ({
      enabled: enabled?.filter(known(there.clients)),
      idp: someOf(there.clients)(idp) ?? undefined,
    })),
  };
  const declared = withKnownItems({ ...world, apis: withHeldScopes(world, before, prune) }, before, prune);
  return { declared, after: tidied(laidOver(declared, before, prune)) };
}

const each = <T extends object>(slots: Slots<T>, change: (item: T, slot: number) => Partial<T>): Slots<T> =>
  slots.map((item, slot) => item && { ...item, ...change(item, slot) });

/** Scopes that an API has, grants that organizations may use, connections and clients that are there. */
function withKnownItems(world: World, before: World, prune: readonly Type[]): World {
  const there = laidOver(world, before, prune);
  const hasScope = (api: number, scope: number): boolean =>
    there.apis[api]?.scopes?.some((item) => item.scope === scope) === true;
  const isUsable = (slot: number): boolean =>
    ['allow', 'require'].includes(String(there.grants[slot]?.fields.organization_usage));
  return {
    ...world,
    grants: each(world.grants, ({ scopes }, slot) => ({
      scopes: scopes?.filter((scope) => hasScope(GRANTS[slot]?.api ?? -1, scope)),
    })),
    roles: each(world.roles, ({ permissions }) => ({
      permissions: permissions?.filter((item) => hasScope(item.api, item.scope)),
    })),
    organizations: each(world.organizations, ({ connections, grants, clients }) => ({
      connections: connections?.filter((item) => has(there.connections, item.connection)),
      grants: grants?.filter(isUsable),
      clients: clients?.filter((item) => has(there.clients, item.client)),
    })),
  };
}

/** What goes takes its links along. */
const tidied = (world: World): World => ({
  ...world,
  organizations: each(world.organizations, ({ grants, clients }) => ({
    grants: grants?.filter((slot) => has(world.grants, slot)),
    clients: clients?.filter((item) => has(world.clients, item.client)),
  })),
});
