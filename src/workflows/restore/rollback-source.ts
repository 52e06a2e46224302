import { existsSync } from 'node:fs';
import { toAddress } from '../../model/address.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type HiddenFields, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import { readSnapshotFile } from '../definition/snapshot-file.ts';
import type { Environment } from '../ports.ts';
import { type RunRecord, readRun, readRunPlan } from '../runs/read-run.ts';
import { findStoredRunId, getRunFile } from '../runs/run-folder.ts';

/** What a run did, merged with the runs that it resumed. */
export interface RollbackSource {
  readonly file: string;
  readonly before: Snapshot;
  readonly stages: readonly RunStage[];
}

interface RunStage {
  readonly plan: Plan;
  readonly record: RunRecord;
  readonly before: Snapshot;
}

export async function readRollbackSource(run: string, env: Environment): Promise<Outcome<RollbackSource, Problem>> {
  const stages: RunStage[] = [];
  for (let at: string | undefined = run; at !== undefined; ) {
    const stage: Outcome<ReadStage, Problem> = await readStage(at, env);
    if (!stage.ok) return stage;
    if (stage.value.before) stages.unshift({ ...stage.value, before: stage.value.before });
    at = stage.value.record.header.resumes;
  }
  if (stages.length === 0) return failWith(createNothingToUndoProblem(run));
  return succeed({
    file: getRunFile(run, 'before.json'),
    before: mergeEarliestStates(stages.map(({ before }) => before)),
    stages,
  });
}

/** Without `before`, the run ended before its first write and has nothing to undo. */
type ReadStage = Omit<RunStage, 'before'> & Partial<Pick<RunStage, 'before'>>;

async function readStage(run: string, env: Environment): Promise<Outcome<ReadStage, Problem>> {
  const known = findStoredRunId(run);
  const record = known.ok ? readRun(known.value) : known;
  if (!record.ok) return record;
  const saved = await readRunPlan(run, env);
  if (!saved.ok) return saved;
  const found = { plan: saved.value.plan, record: record.value };
  const file = getRunFile(run, 'before.json');
  if (record.value.operations.size === 0 && !existsSync(file)) return succeed(found);
  const before = await readSnapshotFile(file);
  return before.ok ? succeed({ ...found, before: before.value }) : before;
}

const createNothingToUndoProblem = (run: string): Problem => ({
  code: 'run-unreadable',
  severity: 'error',
  message: `the run ${run} ended before its first write: there is nothing to roll back`,
  hint: 'List all runs with: tenon runs',
});

/** Merges the states before each stage. The earliest state of a resource wins; later ones only add what was not read before. */
function mergeEarliestStates(snapshots: readonly Snapshot[]): Snapshot {
  const types = new Map<string, Map<string, LiveResource>>();
  const hidden = new Map<string, readonly HiddenFields[]>();
  for (const snapshot of snapshots) {
    for (const [type, saved] of Object.entries(snapshot.types)) {
      if (saved.status === 'read' && saved.hidden) hidden.set(type, [...(hidden.get(type) ?? []), ...saved.hidden]);
      const known = types.get(type) ?? new Map<string, LiveResource>();
      types.set(type, known);
      for (const live of getLiveResources(snapshot, type)) known.set(live.id, preferEarlierState(known.get(live.id), live));
    }
  }
  return {
    tenant: snapshots[0]?.tenant ?? '',
    types: Object.fromEntries(
      [...types].map(([type, live]) => {
        const fields = hidden.get(type);
        return [type, { status: 'read', resources: [...live.values()], ...omitUndefined({ hidden: fields }) }];
      }),
    ),
  };
}

const preferEarlierState = (first: LiveResource | undefined, later: LiveResource): LiveResource =>
  first ? { ...first, body: { ...later.body, ...first.body }, relations: { ...later.relations, ...first.relations } } : later;

/** Finds the live ids of what the stages created, by type, including creates in progress when a run was interrupted. */
export function findCreatedIds(
  { stages }: RollbackSource,
  now: Snapshot,
  catalogue: Catalogue,
): ReadonlyMap<string, ReadonlySet<string>> {
  const created = new Map<string, Set<string>>();
  for (const { plan, record } of stages) {
    for (const operation of listChanges(plan)) {
      if (operation.action !== 'create') continue;
      const progressed = record.operations.get(operation.id);
      if (!progressed) continue;
      const known = progressed.state === 'ended' ? progressed.result.liveId : undefined;
      const type = operation.address.split('/')[0] ?? '';
      const ids =
        known === undefined ? findIdsByAddress(operation.address, type, operation.twins ?? [], now, catalogue) : [known];
      created.set(type, new Set([...(created.get(type) ?? []), ...ids]));
    }
  }
  return created;
}

function findIdsByAddress(
  address: string,
  name: string,
  twins: readonly string[],
  now: Snapshot,
  catalogue: Catalogue,
): readonly string[] {
  const type = catalogue.get(name);
  if (!type) return [];
  const findKey = (other: string, id: string): string | undefined => {
    const target = catalogue.get(other);
    const live = getLiveResources(now, other).find((resource) => resource.id === id);
    return target && live ? getLiveKey(target, live, () => undefined) : undefined;
  };
  return getLiveResources(now, name)
    .filter((live) => !twins.includes(live.id) && toAddress(name, getLiveKey(type, live, findKey)) === address)
    .map(({ id }) => id);
}

/** Collects the places of secrets that the stages set in existing resources, by live id. */
export function collectSetSecrets({ stages }: RollbackSource): ReadonlyMap<string, readonly Pointer[]> {
  const places = new Map<string, readonly Pointer[]>();
  for (const { plan, record } of stages) {
    for (const { id, liveId, changes } of listChanges(plan)) {
      const set = changes.filter(({ kind }) => kind === 'secret').map(({ path }) => path);
      if (liveId !== undefined && set.length > 0 && record.operations.has(id))
        places.set(liveId, [...(places.get(liveId) ?? []), ...set]);
    }
  }
  return places;
}
