import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { getBatchId, type Operation } from '../../model/plan/operation.ts';
import type { PlanCost } from '../../model/plan/plan.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { isCollection } from '../../resources/resource-type.ts';

/** How often a job is polled until it is done. Only an estimate: it depends on how busy the tenant is. */
const POLLS = 3;

/** Counts the requests of import jobs: each is started once and polled, and created resources that others need are looked up. */
export function computeBulkCost(operations: readonly Operation[], catalogue: Catalogue): PlanCost {
  const needed = new Set(operations.flatMap(({ dependsOn }) => dependsOn));
  const batches = [...groupBy(operations, getBatchId)].flatMap(([id, members]) => (id === undefined ? [] : [members]));
  const jobs = batches.reduce((sum, members) => sum + countJobs(members, catalogue), 0);
  const lookUps = batches.flat().filter(({ id }) => needed.has(id)).length;
  return { reads: jobs * POLLS + lookUps, writes: jobs };
}

function countJobs(members: readonly Operation[], catalogue: Catalogue): number {
  const type = catalogue.get(splitAddress(members[0]?.address ?? '').type);
  const maxBytes = (type && isCollection(type) ? type.bulkCreate?.maxBytes : undefined) ?? Number.POSITIVE_INFINITY;
  const bytes = members.reduce((sum, { requests }) => sum + Buffer.byteLength(JSON.stringify(requests[0]?.body ?? null)), 0);
  return Math.max(1, Math.ceil(bytes / maxBytes));
}
