import type { LoggedWrite } from '../management-api/log/log-event.ts';
import type { ReadApi } from '../management-api/management-api.ts';
import { type Address, splitAddress } from '../model/address.ts';
import type { Definition } from '../model/definition/definition.ts';
import { DRIFT_FORMAT, type Drift, type DriftEntry, type UndeclaredEntry } from '../model/drift.ts';
import { groupBy } from '../model/group-by.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { isNote } from '../model/plan/operation.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { type AttributedChange, attribute, findCreator } from './attribute-changes.ts';
import { computeDifferences, type Difference } from './compute-differences.ts';
import { readHistory, type WriteHistory } from './read-history.ts';
import { indexResources, type ResourceIndex } from './resource-index.ts';
import { indexWrites, type WriteIndex } from './write-index.ts';

export interface DriftInput {
  readonly plan: Plan;
  /** The snapshot that the plan was made against. */
  readonly snapshot: Snapshot;
  readonly definition: Definition;
  readonly files: readonly string[];
  readonly catalogue: Catalogue;
  /** Reads the log, but only if there is a difference to attribute. */
  readonly api: ReadApi;
  /** Deleted resources by path, reduced to their id and key fields, if a cache recorded them. */
  readonly gone?: ReadonlyMap<string, JsonObject>;
  /** The newest writes, newest first, if they were just read. */
  readonly recent?: readonly LoggedWrite[];
}

/** Turns a plan into drift: the same differences, seen from the tenant's side and attributed to their authors. */
export async function buildDrift(input: DriftInput): Promise<Drift> {
  const { plan, catalogue } = input;
  const differences = computeDifferences(plan.operations);
  const resourceIndex = indexResources(input.snapshot, catalogue, input.gone);
  const indexLogged = (logged: readonly LoggedWrite[]): WriteIndex => indexWrites(logged, catalogue, resourceIndex);
  const isHistoryNeeded = differences.length + plan.undeclared.length > 0;
  const history = isHistoryNeeded
    ? await readHistory(input.api, (logged) => isAttributed(differences, indexLogged(logged), catalogue), input.recent)
    : UNREAD_HISTORY;
  const writes = indexLogged(history.writes);
  return {
    format: DRIFT_FORMAT,
    tool: plan.tool,
    tenant: plan.tenant,
    definition: plan.definition,
    files: input.files,
    checked: [...new Set([...input.definition.resources, ...input.definition.absent].map(({ address }) => address))],
    entries: differences.flatMap((difference) => toDriftEntries(difference, attribute(difference, writes, catalogue))),
    undeclared: buildUndeclaredEntries(plan.undeclared, resourceIndex, writes, catalogue),
    ...omitUndefined({ undeclaredItems: plan.undeclaredItems }),
    skipped: plan.operations.filter(isNote).map(({ address, why }) => ({ address, why })),
    history: history.reach,
    notes: buildNotes(history),
  };
}

const UNREAD_HISTORY: WriteHistory = { writes: [], reach: { read: false } };

/** Whether every difference has an author, so that no more of the log has to be read. Undeclared resources do not count. */
const isAttributed = (differences: readonly Difference[], writes: WriteIndex, catalogue: Catalogue): boolean =>
  differences.every((difference) => attribute(difference, writes, catalogue).every(({ by }) => by !== undefined));

function toDriftEntries(
  { origin, changes: _, ...place }: Difference,
  attribution: readonly AttributedChange[],
): readonly DriftEntry[] {
  return attribution.map(({ kind, by, changes }) => ({
    ...place,
    kind,
    changes,
    ...omitUndefined({ by, origin }),
  }));
}

/** Several resources can share an address. Their ids are known only if all of them are undeclared. */
function buildUndeclaredEntries(
  addresses: readonly Address[],
  resourceIndex: ResourceIndex,
  writes: WriteIndex,
  catalogue: Catalogue,
): readonly UndeclaredEntry[] {
  return [...groupBy(addresses, (address) => address)].flatMap(([address, group]) => {
    const type = catalogue.get(splitAddress(address).type);
    const ids = resourceIndex.findIds(address);
    return group.map((_, index) => {
      const liveId = ids.length === group.length ? ids[index] : undefined;
      const by = type && liveId !== undefined ? findCreator(type, liveId, writes)?.by : undefined;
      return { address, ...omitUndefined({ liveId, by }) };
    });
  });
}

/** A log that cannot be read is only a warning: drift is still reported, without authors. */
const buildNotes = ({ problem }: WriteHistory): readonly Problem[] =>
  problem ? [{ ...problem, severity: 'warning', message: `cannot determine who made the changes: ${problem.message}` }] : [];
