import type { Loaded } from '../../loader/load-definition.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { Definition } from '../../model/definition/definition.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Operation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { type PendingChange, pickPendingChanges } from '../../model/plan/pending-changes.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { SourceOptions } from '../definition/load-revision.ts';
import type { EarlierDefinition } from './earlier-definition.ts';
import { type PlanOptions, planDefinition } from './plan-definition.ts';

/** The earlier state of the definition that a plan is compared with. */
export interface SinceOptions {
  /** `git:REF`, or the file of another definition. */
  readonly source: string;
  /** The files of the definition, as in the revision under review. */
  readonly files: readonly string[];
  readonly loading?: SourceOptions;
}

/** Loads the earlier definition. */
export async function loadEarlier({ source, files, loading = {} }: SinceOptions, { catalogue }: Loaded) {
  const { loadSource } = await import('../definition/load-revision.ts');
  return loadSource(source, files, { ...loading, catalogue });
}

/** Combines what two definitions declare, so that one read of the tenant serves plans of both. Has the names and places of the first one. */
export const combineForReading = (loaded: Loaded, earlier: Loaded): Loaded => ({
  ...loaded,
  definition: combineDefinitions(loaded.definition, earlier.definition),
});

const combineDefinitions = (definition: Definition, earlier: Definition): Definition => ({
  ...definition,
  declared: [...definition.declared, ...earlier.declared],
  resources: [...definition.resources, ...earlier.resources],
  absent: [...definition.absent, ...earlier.absent],
});

/** Plans the earlier definition against the same snapshot. */
export async function planEarlier(
  earlier: Loaded,
  { source }: SinceOptions,
  snapshot: Snapshot,
  options: PlanOptions,
): Promise<Outcome<EarlierDefinition, readonly Problem[]>> {
  const { resend: _, ...others } = options;
  const planned = await planDefinition(earlier, snapshot, others);
  return planned.ok ? succeed({ revision: source, loaded: earlier, plan: planned.value }) : failWith(planned.error);
}

/** The plan is then made as if all of it were part of the change under review. */
export const createSinceWarning = (source: string, [problem]: readonly Problem[]): Problem => ({
  code: 'since-unavailable',
  severity: 'warning',
  message: `The plan was not compared with ${source}${problem ? `: ${problem.message}` : ''}`,
  ...omitUndefined({ place: problem?.place }),
  hint: problem?.hint ?? 'Changes that were pending before are listed as part of this change.',
});

/** Looks up in the tenant's log who made the pending changes. */
export async function attributePending(
  plan: Plan,
  { loaded, files, snapshot, api }: { loaded: Loaded; files: readonly string[]; snapshot: Snapshot; api: ReadApi },
): Promise<Plan> {
  const { since, operations } = plan;
  if (!since || since.pending.length === 0) return plan;
  const { buildDrift } = await import('../../drift/build-drift.ts');
  const pendingPlan = { ...plan, operations: pickPendingChanges(operations, since.pending), undeclared: [] };
  const { definition, catalogue } = loaded;
  const { entries } = await buildDrift({ plan: pendingPlan, snapshot, definition, files, catalogue, api });
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return {
    ...plan,
    since: {
      ...since,
      pending: since.pending.flatMap((pending) => {
        const operation = byId.get(pending.operation);
        return operation ? addAuthors(pending, operation, entries) : [pending];
      }),
    },
  };
}

/** Splits a pending change by its authors. */
function addAuthors(pending: PendingChange, operation: Operation, entries: readonly DriftEntry[]): readonly PendingChange[] {
  const own = entries.filter((entry) => isAbout(entry, operation));
  const [only, ...others] = own;
  if (!only) return [pending];
  if (others.length === 0) return [{ ...pending, kind: only.kind, ...omitUndefined({ by: only.by }) }];
  const pendingPaths = new Set(pending.paths ?? operation.changes.map(({ path }) => path));
  return own.map(({ kind, by, changes }) => ({
    operation: pending.operation,
    paths: changes.map(({ path }) => path).filter((path) => pendingPaths.has(path)),
    kind,
    ...omitUndefined({ by }),
  }));
}

const isAbout = (entry: DriftEntry, { address, liveId, relation, action }: Operation): boolean =>
  entry.address === address && entry.liveId === liveId && entry.relation === relation && entry.action === action;
