import type { ApiFailure } from '../../management-api/management-api.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { type ApplyContext, pauseFor } from '../apply-context.ts';
import { findCreated, recoverCreate } from '../send/recover-lost-write.ts';
import type { BulkEntry, BulkFile } from './bulk-file.ts';

/** Looks an imported resource up. With `isCreated` it must be there, so the search is repeated until reads show it. */
export async function findEntry(
  { bulk, type }: BulkFile,
  { operation, body }: BulkEntry,
  context: ApplyContext,
  isCreated: boolean,
): Promise<Outcome<JsonObject | undefined, ApiFailure>> {
  const found = await findCreated(operation, type, body, context);
  if (!isCreated || (found.ok && found.value[0])) return found.ok ? succeed(found.value[0]) : found;
  const recovered = await recoverCreate(operation, type, { method: 'POST', path: bulk.path, body }, context);
  if (recovered.kind === 'made') return succeed(recovered.body);
  return recovered.kind === 'unknown' && recovered.error ? failWith(recovered.error) : succeed(undefined);
}

export interface RecoveredEntries {
  readonly found: readonly { readonly entry: BulkEntry; readonly live: JsonObject }[];
  /** Why the tenant could not be asked about all of them; absent: those that were not found do not exist. */
  readonly failure?: ApiFailure;
}

/** How many entries are looked up to see whether a job runs at all. A job refuses single entries, but hardly all of these. */
const PROBES = 5;

/**
 * Looks for what a job may have created whose start was not answered. Jobs take their time, so the search is repeated; it goes on as long
 * as each look finds more. All entries are looked up only once the first few show that the job runs, and at the end.
 */
export async function recoverEntries(
  file: BulkFile,
  entries: readonly BulkEntry[],
  context: ApplyContext,
): Promise<RecoveredEntries> {
  const { attempts, delayMs, lateMs } = context.lostAnswerRetry;
  const found = new Map<BulkEntry, JsonObject>();
  for (let idle = 0; idle <= attempts && found.size < entries.length; ) {
    await context.yieldSlot(pauseFor(idle === attempts ? lateMs : delayMs));
    const missing = entries.filter((entry) => !found.has(entry));
    const isWide = found.size > 0 || idle === attempts;
    const look = await lookUpAll(file, isWide ? missing : missing.slice(0, PROBES), context);
    for (const { entry, live } of look.found) found.set(entry, live);
    if (look.failure && idle === attempts) return { found: listFound(found), failure: look.failure };
    idle = look.found.length > 0 ? 0 : idle + 1;
  }
  return { found: listFound(found) };
}

const listFound = (found: ReadonlyMap<BulkEntry, JsonObject>): RecoveredEntries['found'] =>
  [...found].map(([entry, live]) => ({ entry, live }));

async function lookUpAll(file: BulkFile, entries: readonly BulkEntry[], context: ApplyContext): Promise<RecoveredEntries> {
  const looks = await Promise.all(
    entries.map(async (entry) => ({ entry, outcome: await findCreated(entry.operation, file.type, entry.body, context) })),
  );
  const found = looks.flatMap(({ entry, outcome }) =>
    (outcome.ok ? outcome.value.slice(0, 1) : []).map((live) => ({ entry, live })),
  );
  const [failure] = looks.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]));
  return failure ? { found, failure } : { found };
}
