import type { JsonObject } from '../../../src/model/json.ts';
import {
  type Api,
  CLIENTS,
  GRANTS,
  type Grant,
  ORGANIZATIONS,
  type Organization,
  type Renameable,
  ROLES,
  type Slots,
  SPARE_NAMES,
  TYPES,
  type Type,
  type World,
} from './world.ts';

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

const at = <T>(slots: Slots<T>, slot: number): T | undefined => slots[slot];
const has = (slots: Slots<unknown>, slot: number): boolean => slots[slot] !== undefined;
const indexes = (...lists: readonly Slots<unknown>[]): readonly number[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) => index);

/** Makes a drawn definition one that can be reached from what the tenant holds. */
export function settle(drawn: World, before: World): Settled {
  const spoken = withoutHandsOff(drawn);
  const first = pruning(spoken, before, spoken.prune);
  const prune = TYPES.filter((type) => spoken.prune.includes(type) && !isHeld(type, first, before));
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

/** Laid over each other slot by slot: an undeclared list stays as it was, an undeclared resource too unless it is pruned. */
function overlaid<T extends { readonly fields: JsonObject }>(declared: Slots<T>, before: Slots<T>, pruned: boolean): Slots<T> {
  return indexes(declared, before).map((slot) => {
    const [now, was] = [at(declared, slot), at(before, slot)];
    if (!now) return pruned ? undefined : was;
    const said = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
    return { ...now, ...was, ...said, fields: { ...was?.fields, ...now.fields } };
  });
}

function pruning(world: World, before: World, prune: readonly Type[]): Settled {
  const gone = (type: Type): boolean => prune.includes(type);
  const clients = overlaid(world.clients, before.clients, gone('clients'));
  const apis = overlaid(world.apis, before.apis, gone('resourceServers'));
  const connections = overlaid(world.connections, before.connections, gone('connections'));
  const organizations = overlaid(world.organizations, before.organizations, gone('organizations'));
  const grantsDeclared = world.grants.map((grant, slot) => {
    const { client = -1, api = -1 } = GRANTS[slot] ?? {};
    return at(clients, client) && at(apis, api) ? grant : undefined;
  });
  const known = (slots: Slots<unknown>) => (slot: number) => at(slots, slot) !== undefined;
  const someClient = (slot: number | null | undefined) => (typeof slot === 'number' && !known(clients)(slot) ? undefined : slot);
  const someOrganization = (slot: number | null | undefined) =>
    typeof slot === 'number' && !known(organizations)(slot) ? undefined : slot;
  const draft: World = {
    ...world,
    prune,
    grants: grantsDeclared,
    clients: world.clients.map(
      (client) =>
        client && { ...client, landing: someClient(client.landing), organization: someOrganization(client.organization) },
    ),
    connections: world.connections.map(
      (connection) =>
        connection && {
          ...connection,
          enabled: connection.enabled?.filter(known(clients)),
          idp: someClient(connection.idp) ?? undefined,
        },
    ),
  };
  const declaredApis = withHeldScopes(draft, before, prune);
  const scopes = overlaid(declaredApis, before.apis, gone('resourceServers')).map(
    (api) => new Set((api?.scopes ?? []).map((item) => item.scope)),
  );
  const hasScope = (api: number, scope: number): boolean => scopes[api]?.has(scope) === true;
  const grants = grantsDeclared.map(
    (grant, slot) => grant && { ...grant, scopes: grant.scopes?.filter((scope) => hasScope(GRANTS[slot]?.api ?? -1, scope)) },
  );
  const roles = world.roles.map(
    (role) => role && { ...role, permissions: role.permissions?.filter((item) => hasScope(item.api, item.scope)) },
  );
  const allGrants = overlaid(grants, before.grants, gone('clientGrants'));
  const allowed = (slot: number): boolean => usable(at(allGrants, slot));
  const settledOrganizations = world.organizations.map(
    (organization) =>
      organization && {
        ...organization,
        connections: organization.connections?.filter((item) => known(connections)(item.connection)),
        grants: organization.grants?.filter(allowed),
        clients: organization.clients?.filter((item) => known(clients)(item.client)),
      },
  );
  const declared = { ...draft, apis: declaredApis, grants, roles, organizations: settledOrganizations };
  return { declared, after: afterwards(declared, before, prune) };
}

const usable = (grant: Grant | undefined): boolean => ['allow', 'require'].includes(String(grant?.fields.organization_usage));

function afterwards(declared: World, before: World, prune: readonly Type[]): World {
  const gone = (type: Type): boolean => prune.includes(type);
  const clients = overlaid(declared.clients, before.clients, gone('clients'));
  const grants = overlaid(declared.grants, before.grants, gone('clientGrants'));
  const isThere = (slots: Slots<unknown>, slot: number): boolean => at(slots, slot) !== undefined;
  const tidy = (organization: Organization | undefined): Organization | undefined =>
    organization && {
      ...organization,
      grants: organization.grants?.filter((slot) => isThere(grants, slot)),
      clients: organization.clients?.filter((item) => isThere(clients, item.client)),
    };
  return {
    ...declared,
    clients,
    grants,
    apis: overlaid(declared.apis, before.apis, gone('resourceServers')),
    connections: overlaid(declared.connections, before.connections, gone('connections')),
    roles: overlaid(declared.roles, before.roles, gone('roles')),
    organizations: overlaid(declared.organizations, before.organizations, gone('organizations')).map(tidy),
  };
}

/** A scope that somebody holds whom the definition leaves alone stays in its API. */
function withHeldScopes(world: World, before: World, prune: readonly Type[]): Slots<Api> {
  const heldByRoles = before.roles.flatMap((role, slot) => {
    const now = at(world.roles, slot);
    const stays = now ? now.permissions === undefined : !prune.includes('roles');
    return stays ? (role?.permissions ?? []) : [];
  });
  const heldByGrants = before.grants.flatMap((grant, slot) => {
    const now = at(world.grants, slot);
    const stays = now ? now.scopes === undefined : !prune.includes('clientGrants');
    return stays ? (grant?.scopes ?? []).map((scope) => ({ api: GRANTS[slot]?.api ?? -1, scope })) : [];
  });
  return world.apis.map((api, slot) => {
    if (!api?.scopes) return api;
    const has = new Set(api.scopes.map((item) => item.scope));
    const held = [...heldByRoles, ...heldByGrants].filter((item) => item.api === slot && !has.has(item.scope));
    return { ...api, scopes: [...api.scopes, ...[...new Set(held.map((item) => item.scope))].map((scope) => ({ scope }))] };
  });
}

/** Whether something of this type cannot be deleted, because somebody uses it whom the definition leaves alone. */
function isHeld(type: Type, { declared, after }: Settled, before: World): boolean {
  const going = (slots: Slots<unknown>, now: Slots<unknown>) => (slot: number) => at(slots, slot) && !at(now, slot);
  switch (type) {
    case 'resourceServers': {
      const goes = going(before.apis, declared.apis);
      const byRole = after.roles.some((role) => role?.permissions?.some((item) => goes(item.api)));
      return byRole || after.grants.some((grant, slot) => grant && goes(GRANTS[slot]?.api ?? -1));
    }
    case 'clients': {
      const goes = going(before.clients, declared.clients);
      return after.grants.some((grant, slot) => grant && goes(GRANTS[slot]?.client ?? -1));
    }
    case 'connections': {
      const goes = going(before.connections, declared.connections);
      return after.organizations.some((organization) => organization?.connections?.some((item) => goes(item.connection)));
    }
    default:
      return false;
  }
}

/** Names are unique; whoever stays keeps his; who is new takes one that nobody has who goes or stays. */
function settledNames(declared: World, before: World, prune: readonly Type[]): World['names'] {
  const settled = (type: Renameable): readonly number[] => {
    const undeclared = (slot: number): boolean => has(before[type], slot) && !has(declared[type], slot);
    const stays = (slot: number): boolean => undeclared(slot) && !prune.includes(type);
    const goes = (slot: number): boolean => undeclared(slot) && prune.includes(type);
    const nameBefore = (slot: number): number => before.names[type][slot] ?? -1;
    const all = indexes(before[type], declared[type]);
    const taken = new Set(all.filter(stays).map(nameBefore));
    const going = new Set(all.filter(goes).map(nameBefore));
    const result: number[] = [];
    for (const slot of all) {
      const isNew = !has(before[type], slot);
      const wished = [declared.names[type][slot] ?? -1, ...declared.names[type]];
      const name = stays(slot)
        ? nameBefore(slot)
        : (wished.find((candidate) => !taken.has(candidate) && !(isNew && going.has(candidate))) ?? -1);
      result.push(name);
      if (has(declared[type], slot)) taken.add(name);
    }
    return result;
  };
  return { clients: settled('clients'), roles: settled('roles'), organizations: settled('organizations') };
}
