import type { FetchNeed } from '../fetcher/need/need.ts';
import type { Outcome } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { tellFetch } from './events/tell.ts';
import type { Run } from './events/with-events.ts';
import { progressOn } from './progress.ts';
import type { Tenant } from './tenant.ts';

/** Reads every type with all of its relations. `needed`: what must be seen of it. */
export async function wholeTenant(
  tenant: Tenant,
  { terminal, events }: Pick<Run, 'terminal' | 'events'>,
  needed: FetchNeed = { types: [] },
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { fetchAllWith } = await import('../fetcher/snapshot.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  const progress = progressOn(terminal);
  const fetched = await fetchAllWith(tenant.api, RESOURCE_TYPES, needed, (event) => {
    tellFetch(events, event);
    if (event.kind === 'listed') progress.show(`reading: ${event.count} ${event.type}`);
    if (event.kind === 'related') progress.show(`reading: ${event.field} of ${event.type} ${event.done}/${event.total}`);
  });
  progress.done();
  return fetched;
}
