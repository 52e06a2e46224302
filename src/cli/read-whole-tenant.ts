import type { FetchNeed } from '../fetcher/need/fetch-need.ts';
import type { Outcome } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { emitFetchEvent } from './events/emit-events.ts';
import type { CommandRun } from './events/run-with-events.ts';
import type { TenantConnection } from './open-tenant.ts';
import { createProgress } from './progress-line.ts';

/** Reads every type with all of its relations. `needed`: what must be seen of it. */
export async function readWholeTenant(
  tenant: TenantConnection,
  { terminal, events }: Pick<CommandRun, 'terminal' | 'events'>,
  needed: FetchNeed = { types: [] },
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { fetchAllRequiring } = await import('../fetcher/fetch-snapshot.ts');
  const { RESOURCE_TYPES } = await import('../resources/catalogue.ts');
  const progress = createProgress(terminal);
  const fetched = await fetchAllRequiring(tenant.api, RESOURCE_TYPES, needed, (event) => {
    emitFetchEvent(events, event);
    if (event.kind === 'listed') progress.show(`reading: ${event.count} ${event.type}`);
    if (event.kind === 'related') progress.show(`reading: ${event.field} of ${event.type} ${event.done}/${event.total}`);
  });
  progress.clear();
  return fetched;
}
