import { getSlot } from './merge-slots.ts';
import { type Api, GRANTS, type Slots, type Type, type World } from './world.ts';

/** A scope that somebody holds whom the definition leaves alone stays in its API. */
export function addScopesInUse(world: World, before: World, prune: readonly Type[]): Slots<Api> {
  const heldByRoles = before.roles.flatMap((role, slot) => {
    const now = getSlot(world.roles, slot);
    const stays = now ? now.permissions === undefined : !prune.includes('roles');
    return stays ? (role?.permissions ?? []) : [];
  });
  const heldByGrants = before.grants.flatMap((grant, slot) => {
    const now = getSlot(world.grants, slot);
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
export function isInUse(type: Type, declared: World, after: World, before: World): boolean {
  const createRemovalCheck = (slots: Slots<unknown>, now: Slots<unknown>) => (slot: number) =>
    getSlot(slots, slot) && !getSlot(now, slot);
  switch (type) {
    case 'resourceServers': {
      const goes = createRemovalCheck(before.apis, declared.apis);
      const byRole = after.roles.some((role) => role?.permissions?.some((item) => goes(item.api)));
      return byRole || after.grants.some((grant, slot) => grant && goes(GRANTS[slot]?.api ?? -1));
    }
    case 'clients': {
      const goes = createRemovalCheck(before.clients, declared.clients);
      return after.grants.some((grant, slot) => grant && goes(GRANTS[slot]?.client ?? -1));
    }
    case 'connections': {
      const goes = createRemovalCheck(before.connections, declared.connections);
      return after.organizations.some((organization) => organization?.connections?.some((item) => goes(item.connection)));
    }
    default:
      return false;
  }
}
