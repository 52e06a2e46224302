import type { AccessEntry } from '../model/access-report.ts';
import type { Address } from '../model/address.ts';
import { MAX_LISTED_HOLDERS, type RoleHolder, type RoleHolders } from '../model/plan/role-holders.ts';
import type { AccessResources } from './access-resources.ts';
import { buildAccessGraph } from './build-access-graph.ts';
import { findHolders } from './find-holders.ts';

/** Lists who has each of these roles. Leaves out roles without a known holder. */
export function listRoleHolders(roles: readonly Address[], resources: AccessResources): readonly RoleHolders[] {
  const graph = buildAccessGraph(resources);
  return roles.flatMap((role) => {
    const holders = findHolders(graph, [role]).flatMap(toRoleHolder);
    return holders.length === 0 ? [] : [{ role, holders: holders.slice(0, MAX_LISTED_HOLDERS), total: holders.length }];
  });
}

function toRoleHolder({ address, ways }: AccessEntry): readonly RoleHolder[] {
  if (address === undefined) return [];
  if (ways.some(({ within }) => within === undefined)) return [{ address }];
  return [{ address, within: [...new Set(ways.flatMap(({ within = [] }) => within))] }];
}
