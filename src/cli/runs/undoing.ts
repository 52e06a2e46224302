import { existsSync } from 'node:fs';
import { addressOf } from '../../model/address.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type HiddenFields, type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import { keyOfLive } from '../../resources/identify.ts';
import { resourceType } from '../../resources/index.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import { fileOf, knownRun } from './folder.ts';
import { planOfRun, type RunRecord, readRun } from './read.ts';

/** What a run did, together with those that it went on with: as if they had been one. */
export interface Undoing {
  readonly file: string;
  readonly before: Snapshot;
  readonly stages: readonly Stage[];
}

interface Stage {
  readonly plan: Plan;
  readonly record: RunRecord;
  readonly before: Snapshot;
}

export async function undoingOf(run: string): Promise<Outcome<Undoing, Problem>> {
  const stages: Stage[] = [];
  for (let at: string | undefined = run; at !== undefined; ) {
    const stage: Outcome<Found, Problem> = await stageOf(at);
    if (!stage.ok) return stage;
    if (stage.value.before) stages.unshift({ ...stage.value, before: stage.value.before });
    at = stage.value.record.header.resumes;
  }
  if (stages.length === 0) return failure(nothingBegun(run));
  return success({ file: fileOf(run, 'before.json'), before: earliest(stages.map(({ before }) => before)), stages });
}

/** Without `before` it ended before its first write, and there is nothing of it to undo. */
type Found = Omit<Stage, 'before'> & Partial<Pick<Stage, 'before'>>;

async function stageOf(run: string): Promise<Outcome<Found, Problem>> {
  const known = knownRun(run);
  const record = known.ok ? readRun(known.value) : known;
  if (!record.ok) return record;
  const saved = await planOfRun(run);
  if (!saved.ok) return saved;
  const found = { plan: saved.value.plan, record: record.value };
  const file = fileOf(run, 'before.json');
  if (record.value.operations.size === 0 && !existsSync(file)) return success(found);
  const before = await readSnapshotFile(file);
  return before.ok ? success({ ...found, before: before.value }) : before;
}

const nothingBegun = (run: string): Problem => ({
  code: 'run-unreadable',
  severity: 'error',
  message: `the run ${run} ended before its first write: there is nothing to go back from`,
  hint: 'tenon runs lists the others.',
});

/** The first look at a resource is the one that counts; what a later one adds is a relation that was not read before. */
function earliest(snapshots: readonly Snapshot[]): Snapshot {
  const types = new Map<string, Map<string, LiveResource>>();
  const hidden = new Map<string, readonly HiddenFields[]>();
  for (const snapshot of snapshots) {
    for (const [type, saved] of Object.entries(snapshot.types)) {
      if (saved.status === 'read' && saved.hidden) hidden.set(type, [...(hidden.get(type) ?? []), ...saved.hidden]);
      const known = types.get(type) ?? new Map<string, LiveResource>();
      types.set(type, known);
      for (const live of liveResources(snapshot, type)) known.set(live.id, earlier(known.get(live.id), live));
    }
  }
  return {
    tenant: snapshots[0]?.tenant ?? '',
    types: Object.fromEntries(
      [...types].map(([type, live]) => {
        const fields = hidden.get(type);
        return [type, { status: 'read', resources: [...live.values()], ...(fields ? { hidden: fields } : {}) }];
      }),
    ),
  };
}

const earlier = (first: LiveResource | undefined, later: LiveResource): LiveResource =>
  first ? { ...first, body: { ...later.body, ...first.body }, relations: { ...later.relations, ...first.relations } } : later;

/** Live ids of what the stages have made, by type: also what was being made when a run was cut short, if the tenant has it. */
export function madeBy({ stages }: Undoing, now: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const { plan, record } of stages) {
    for (const operation of changesOf(plan).filter(({ action }) => action === 'create')) {
      const progressed = record.operations.get(operation.id);
      if (!progressed) continue;
      const known = progressed.state === 'ended' ? progressed.result.liveId : undefined;
      const type = operation.address.split('/')[0] ?? '';
      const ids = known === undefined ? namesakes(operation.address, type, operation.twins ?? [], now) : [known];
      made.set(type, new Set([...(made.get(type) ?? []), ...ids]));
    }
  }
  return made;
}

function namesakes(address: string, name: string, twins: readonly string[], now: Snapshot): readonly string[] {
  const type = resourceType(name);
  if (!type) return [];
  const calls = (other: string, id: string): string | undefined => {
    const target = resourceType(other);
    const live = liveResources(now, other).find((one) => one.id === id);
    return target && live ? keyOfLive(target, live.body, () => undefined) : undefined;
  };
  return liveResources(now, name)
    .filter(({ id, body }) => !twins.includes(id) && addressOf(name, keyOfLive(type, body, calls)) === address)
    .map(({ id }) => id);
}

/** Places of secrets that the stages have set in what was there before. */
export function secretsSetBy({ stages }: Undoing): ReadonlyMap<string, readonly Pointer[]> {
  const places = new Map<string, readonly Pointer[]>();
  for (const { plan, record } of stages) {
    for (const { id, liveId, changes } of changesOf(plan)) {
      const set = changes.filter(({ kind }) => kind === 'secret').map(({ path }) => path);
      if (liveId !== undefined && set.length > 0 && record.operations.has(id))
        places.set(liveId, [...(places.get(liveId) ?? []), ...set]);
    }
  }
  return places;
}
