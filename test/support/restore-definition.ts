import type { RunJournal } from '../../src/applier/run-journal.ts';
import { fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeRestoreNeed } from '../../src/fetcher/need/restore-need.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { buildDefinitionFromState } from '../../src/planner/restore/definition-from-state.ts';
import { collectRestoreNotes } from '../../src/planner/restore/restore-notes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { TenantPipeline } from './tenant-pipeline.ts';

/** Remembers what an apply says before its first write. */
export class MemoryJournal implements RunJournal {
  state: Snapshot | undefined;
  recordStateBefore = async (state: Snapshot): Promise<undefined> => {
    this.state = state;
  };
  recordBegin = async (): Promise<undefined> => undefined;
  recordEnd = async (): Promise<undefined> => undefined;
}

export function collectCreatedIds(result: Result): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const { action, address, liveId } of result.operations) {
    if (action !== 'create' || liveId === undefined) continue;
    const type = address.split('/')[0] ?? '';
    made.set(type, new Set([...(made.get(type) ?? []), liveId]));
  }
  return made;
}

/** The way back as a definition, from where the tenant is now. */
export async function buildRestoreDefinition(
  at: TenantPipeline,
  before: Snapshot,
  goes: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<{ readonly definition: Definition; readonly notes: readonly Operation[] }> {
  const input = { before, goes, file: 'before.json', catalogue: CATALOGUE };
  const first = buildDefinitionFromState({ ...input, now: before });
  const need = computeRestoreNeed(first, new Set(['clients']), CATALOGUE);
  const now = await fetchSnapshot(at.api, need);
  if (!now.ok) throw new Error(JSON.stringify(now.error));
  const notes = collectRestoreNotes({ ...input, now: now.value, secretsSet: new Map() });
  return { definition: buildDefinitionFromState({ ...input, now: now.value }), notes };
}
