import type { ReadApi } from '../management-api/types.ts';
import { splitAddress } from '../model/address.ts';
import { DRIFT_FORMAT, type Drift, type DriftEntry, type HistoryReach, type UndeclaredEntry } from '../model/drift.ts';
import { changesOf, type Operation, type Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { ResourceType } from '../resources/define.ts';
import { lastWriter, toldOf } from './attribute.ts';
import { type History, readHistory } from './read.ts';

/** Drift is what a plan would change, seen from the other side, with the names of those who made it so. */
export async function driftOf(plan: Plan, api: ReadApi, catalogue: readonly ResourceType[]): Promise<Drift> {
  const operations = changesOf(plan);
  const history =
    operations.length + plan.undeclared.length === 0 ? NOTHING_TO_ASK : await historyFor(operations, api, catalogue);
  return {
    format: DRIFT_FORMAT,
    tool: plan.tool,
    tenant: plan.tenant,
    definition: plan.definition,
    entries: operations.flatMap((operation) => entryOf(operation, history, catalogue)),
    undeclared: plan.undeclared.map((address) => undeclaredEntry(address, history, catalogue)),
    history: history.reach,
    notes: notesOf(history.reach),
  };
}

const NOTHING_TO_ASK: History = { events: [], reach: { read: false } };

/** Pages are read until every difference has a name. */
const historyFor = (operations: readonly Operation[], api: ReadApi, catalogue: readonly ResourceType[]): Promise<History> =>
  readHistory(api, (events) =>
    operations.every((operation) => toldOf(operation, { events, reach: { read: true } }, catalogue).by !== undefined),
  );

function entryOf(operation: Operation, history: History, catalogue: readonly ResourceType[]): readonly DriftEntry[] {
  if (operation.action === 'note') return [];
  const { kind, by } = toldOf(operation, history, catalogue);
  return [
    {
      address: operation.address,
      ...(operation.relation === undefined ? {} : { relation: operation.relation }),
      kind,
      action: operation.action,
      ...(operation.liveId === undefined ? {} : { liveId: operation.liveId }),
      changes: operation.changes,
      ...(by === undefined ? {} : { by }),
      ...(operation.origin === undefined ? {} : { origin: operation.origin }),
    },
  ];
}

function undeclaredEntry(address: string, history: History, catalogue: readonly ResourceType[]): UndeclaredEntry {
  const { type: name, key } = splitAddress(address);
  const type = catalogue.find((candidate) => candidate.type === name);
  const by = type && lastWriter(type, key, history);
  return { address, ...(by === undefined ? {} : { by }) };
}

/** Drift without names is still drift: what the log cannot tell is said, and is no failure. */
function notesOf(reach: HistoryReach): readonly Problem[] {
  if (reach.limit === 'scope') {
    return [
      {
        code: 'scope-missing',
        severity: 'warning',
        message: 'who changed what cannot be told: the token lacks read:logs',
        hint: 'Grant read:logs to the application for the Auth0 Management API.',
      },
    ];
  }
  return [];
}
