import type { Journal } from '../../src/applier/journal.ts';
import { needOfWayBack } from '../../src/fetcher/need/way-back-need.ts';
import { fetchSnapshot } from '../../src/fetcher/snapshot.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Operation } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { wayBack } from '../../src/planner/restore/definition.ts';
import { wayBackNotes } from '../../src/planner/restore/notes.ts';
import { RESOURCE_TYPES } from '../../src/resources/index.ts';
import type { Emulated } from './emulated.ts';

/** Remembers what an apply says before its first write. */
export class Memory implements Journal {
  state: Snapshot | undefined;
  before = async (state: Snapshot): Promise<undefined> => {
    this.state = state;
  };
  begins = async (): Promise<undefined> => undefined;
  ended = async (): Promise<undefined> => undefined;
}

export function madeIn(result: Result): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const { action, address, liveId } of result.operations) {
    if (action !== 'create' || liveId === undefined) continue;
    const type = address.split('/')[0] ?? '';
    made.set(type, new Set([...(made.get(type) ?? []), liveId]));
  }
  return made;
}

/** The way back as a definition, from where the tenant is now. */
export async function definitionBack(
  at: Emulated,
  before: Snapshot,
  goes: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<{ readonly definition: Definition; readonly notes: readonly Operation[] }> {
  const given = { before, goes, file: 'before.json', catalogue: RESOURCE_TYPES };
  const first = wayBack({ ...given, now: before });
  const need = needOfWayBack(first, new Set(['clients']), RESOURCE_TYPES);
  const now = await fetchSnapshot(at.api, need);
  if (!now.ok) throw new Error(JSON.stringify(now.error));
  const notes = wayBackNotes({ ...given, now: now.value, secretsSet: new Map() });
  return { definition: wayBack({ ...given, now: now.value }), notes };
}
