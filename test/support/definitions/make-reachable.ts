import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { assignNames } from './assign-names.ts';
import { addScopesInUse, isInUse } from './in-use.ts';
import { hasSlot, mergeSlots } from './merge-slots.ts';
import { CLIENTS, GRANTS, ORGANIZATIONS, ROLES, type Slots, SPARE_NAMES, TYPES, type Type, type World } from './world.ts';

const createEmptySlots = <T>(): Slots<T> => [];
const listNameIndexes = (count: number): readonly number[] => Array.from({ length: count + SPARE_NAMES }, (_, index) => index);

/** A tenant in which nobody has declared anything yet. */
export const EMPTY_WORLD: World = {
  apis: createEmptySlots(),
  clients: createEmptySlots(),
  grants: createEmptySlots(),
  connections: createEmptySlots(),
  roles: createEmptySlots(),
  organizations: createEmptySlots(),
  names: { clients: listNameIndexes(CLIENTS), roles: listNameIndexes(ROLES), organizations: listNameIndexes(ORGANIZATIONS) },
  byFormerName: [],
  byId: false,
  handsOff: [],
  prune: [],
  shapes: [],
  sweep: false,
};

export interface ReachableWorld {
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
export function makeReachable(drawn: World, before: World): ReachableWorld {
  const covered = omitHandsOffTypes(drawn);
  const first = pruneWorld(covered, before, covered.prune);
  const prune = TYPES.filter((type) => covered.prune.includes(type) && !isInUse(type, first.declared, first.after, before));
  const world = pruneWorld(covered, before, prune);
  const names = assignNames(world.declared, before, prune);
  const declared = { ...world.declared, names, prune };
  return { declared, after: { ...world.after, names, prune: [], handsOff: [] } };
}

/** A type that the definition does not speak of: nothing of it is declared, nothing is pruned. */
const omitHandsOffTypes = (world: World): World => ({
  ...world,
  ...Object.fromEntries(world.handsOff.map((type) => [MEMBER[type], createEmptySlots()])),
  prune: world.prune.filter((type) => !world.handsOff.includes(type)),
});

/** Every list of a world laid over the one before. */
function mergeWorlds(world: World, before: World, prune: readonly Type[]): World {
  const mergeList = (type: Type): object => {
    const name = MEMBER[type];
    return { [name]: mergeSlots<Declared>(world[name], before[name], prune.includes(type)) };
  };
  return Object.assign({}, world, ...TYPES.map(mergeList));
}

type Declared = { readonly fields: JsonObject };

/** The world with these types pruned: without references to what is not there then, with the scopes that others hold. */
function pruneWorld(drawn: World, before: World, prune: readonly Type[]): ReachableWorld {
  const there = mergeWorlds(drawn, before, prune);
  const isPresentIn = (slots: Slots<unknown>) => (slot: number) => hasSlot(slots, slot);
  const keepIfPresent = (slots: Slots<unknown>) => (slot: number | null | undefined) =>
    typeof slot === 'number' && !hasSlot(slots, slot) ? undefined : slot;
  const grants = drawn.grants.map((grant, slot) => {
    const { client = -1, api = -1 } = GRANTS[slot] ?? {};
    return hasSlot(there.clients, client) && hasSlot(there.apis, api) ? grant : undefined;
  });
  const world: World = {
    ...drawn,
    prune,
    grants,
    clients: mapSlots(drawn.clients, (client) => ({
      landing: keepIfPresent(there.clients)(client.landing),
      organization: keepIfPresent(there.organizations)(client.organization),
    })),
    connections: mapSlots(drawn.connections, ({ enabled, idp }) => ({
      enabled: enabled?.filter(isPresentIn(there.clients)),
      idp: keepIfPresent(there.clients)(idp) ?? undefined,
    })),
  };
  const declared = keepKnownItems({ ...world, apis: addScopesInUse(world, before, prune) }, before, prune);
  return { declared, after: removeDanglingLinks(mergeWorlds(declared, before, prune)) };
}

const mapSlots = <T extends object>(slots: Slots<T>, change: (item: T, slot: number) => Partial<T>): Slots<T> =>
  slots.map((item, slot) => item && { ...item, ...change(item, slot) });

/** Scopes that an API has, grants that organizations may use, connections and clients that are there. */
function keepKnownItems(world: World, before: World, prune: readonly Type[]): World {
  const there = mergeWorlds(world, before, prune);
  const hasScope = (api: number, scope: number): boolean =>
    there.apis[api]?.scopes?.some((item) => item.scope === scope) === true;
  const isUsable = (slot: number): boolean =>
    ['allow', 'require'].includes(String(there.grants[slot]?.fields.organization_usage));
  return {
    ...world,
    grants: mapSlots(world.grants, ({ scopes }, slot) => ({
      scopes: scopes?.filter((scope) => hasScope(GRANTS[slot]?.api ?? -1, scope)),
    })),
    roles: mapSlots(world.roles, ({ permissions }) => ({
      permissions: permissions?.filter((item) => hasScope(item.api, item.scope)),
    })),
    organizations: mapSlots(world.organizations, ({ connections, grants, clients }) => ({
      connections: connections?.filter((item) => hasSlot(there.connections, item.connection)),
      grants: grants?.filter(isUsable),
      clients: clients?.filter((item) => hasSlot(there.clients, item.client)),
    })),
  };
}

/** What goes takes its links along. */
const removeDanglingLinks = (world: World): World => ({
  ...world,
  organizations: mapSlots(world.organizations, ({ grants, clients }) => ({
    grants: grants?.filter((slot) => hasSlot(world.grants, slot)),
    clients: clients?.filter((item) => hasSlot(world.clients, item.client)),
  })),
});
