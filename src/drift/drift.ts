import type { LoggedWrite } from '../management-api/log/log-event.ts';
import type { ReadApi } from '../management-api/types.ts';
import { type Address, splitAddress } from '../model/address.ts';
import type { Definition } from '../model/definition/definition.ts';
import { DRIFT_FORMAT, type Drift, type DriftEntry, type UndeclaredEntry } from '../model/drift.ts';
import { groupBy } from '../model/group.ts';
import type { JsonObject } from '../model/json/json.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { type Difference, differencesOf } from './differences.ts';
import { type Known, knownIn } from './known.ts';
import { type History, readHistory } from './read.ts';
import { makerOf, type Told, toldOf } from './told.ts';
import { type Writes, writesOf } from './writes.ts';

export interface DriftInput {
  readonly plan: Plan;
  /** What the plan was made against. */
  readonly snapshot: Snapshot;
  readonly definition: Definition;
  readonly files: readonly string[];
  readonly catalogue: readonly ResourceType[];
  /** Where the log is read; only if there is something to ask. */
  readonly api: ReadApi;
  /** What was there once and is no longer, by its path, where somebody kept it. */
  readonly gone?: ReadonlyMap<string, JsonObject>;
  /** The newest writes, newest first, where somebody has just read them. */
  readonly recent?: readonly LoggedWrite[];
}

/** Drift is what a plan would change, seen from the other side, with the names of those who made it so. */
export async function driftOf(input: DriftInput): Promise<Drift> {
  const { plan, catalogue } = input;
  const differences = differencesOf(plan.operations);
  const known = knownIn(input.snapshot, catalogue, input.gone);
  const read = (logged: readonly LoggedWrite[]): Writes => writesOf(logged, catalogue, known);
  const asked = differences.length + plan.undeclared.length > 0;
  const history = asked
    ? await readHistory(input.api, (logged) => isTold(differences, read(logged), catalogue), input.recent)
    : UNREAD;
  const writes = read(history.writes);
  return {
    format: DRIFT_FORMAT,
    tool: plan.tool,
    tenant: plan.tenant,
    definition: plan.definition,
    files: input.files,
    checked: [...new Set(input.definition.resources.map(({ address }) => address))],
    entries: differences.flatMap((difference) => entriesOf(difference, toldOf(difference, writes, catalogue))),
    undeclared: undeclaredEntries(plan.undeclared, known, writes, catalogue),
    skipped: plan.operations.filter(({ action }) => action === 'note').map(({ address, why }) => ({ address, why })),
    history: history.reach,
    notes: notesOf(history),
  };
}

const UNREAD: History = { writes: [], reach: { read: false } };

/** Reading goes on until every difference has a name. Who made what nobody declares is told if it is seen on the way. */
const isTold = (differences: readonly Difference[], writes: Writes, catalogue: readonly ResourceType[]): boolean =>
  differences.every((difference) => toldOf(difference, writes, catalogue).every(({ by }) => by !== undefined));

function entriesOf({ origin, changes: _, ...place }: Difference, told: readonly Told[]): readonly DriftEntry[] {
  return told.map(({ kind, by, changes }) => ({ ...place, kind, changes, ...(by ? { by } : {}), ...(origin ? { origin } : {}) }));
}

/** Several may have one address: which is which is known only where none of them is declared. */
function undeclaredEntries(
  addresses: readonly Address[],
  known: Known,
  writes: Writes,
  catalogue: readonly ResourceType[],
): readonly UndeclaredEntry[] {
  return [...groupBy(addresses, (address) => address)].flatMap(([address, same]) => {
    const type = catalogue.find((candidate) => candidate.type === splitAddress(address).type);
    const ids = known.idsAt(address);
    return same.map((_, index) => {
      const liveId = ids.length === same.length ? ids[index] : undefined;
      const by = type && liveId !== undefined ? makerOf(type, liveId, writes)?.by : undefined;
      return { address, ...(liveId === undefined ? {} : { liveId }), ...(by ? { by } : {}) };
    });
  });
}

/** Drift without names is still drift: what the log cannot tell is said, and is no failure. */
const notesOf = ({ problem }: History): readonly Problem[] =>
  problem ? [{ ...problem, severity: 'warning', message: `who changed what cannot be told: ${problem.message}` }] : [];
