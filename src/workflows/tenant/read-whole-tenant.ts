import type { FetchNeed } from '../../fetcher/need/fetch-need.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from './open-tenant.ts';

/** Reads every type with all its relations. `needed`: what must be readable, else this fails. */
export async function readWholeTenant(
  tenant: TenantConnection,
  ports: Pick<WorkflowPorts, 'events' | 'progress' | 'catalogue'>,
  needed: FetchNeed = { types: [] },
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { fetchAllRequiring } = await import('../../fetcher/fetch-snapshot.ts');
  const fetched = await fetchAllRequiring(tenant.api, await getCatalogue(ports), needed, createFetchReporter(ports));
  ports.progress.clear();
  return fetched;
}
