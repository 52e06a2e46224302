import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { ChangeOperation, CreateOperation } from '../../model/plan/operation.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { BulkCreate, CollectionType } from '../../resources/resource-type.ts';
import { type ApplyContext, findOperationType } from '../apply-context.ts';
import { OperationProgress } from '../send/operation-progress.ts';
import { resolveValue } from '../send/resolve-request.ts';

/** A resource to import, with the secrets of its body. */
export interface BulkEntry {
  readonly operation: CreateOperation;
  readonly body: JsonObject;
}

/** What one job imports: a file of at most `maxBytes`. */
export interface BulkFile {
  readonly type: CollectionType;
  readonly bulk: BulkCreate;
  /** The tenant's id of what owns the resources. */
  readonly owner: string;
  /** Recognizable for people who look at the tenant's jobs. */
  readonly label: string;
  readonly entries: readonly BulkEntry[];
}

/** What a job says about its file. */
export interface JobReport {
  /** The last status that was seen; undefined: the job could not be read. */
  readonly status: string | undefined;
  readonly isRunning: boolean;
  /** Whether every entry that is not among `refused` was created. */
  readonly isComplete: boolean;
  /** Entries that the tenant did not take, by operation id, with its reason. */
  readonly refused: ReadonlyMap<string, Problem>;
}

export interface BuiltFiles {
  readonly files: readonly BulkFile[];
  /** Operations that cannot be sent, because a secret or a reference is missing. */
  readonly unresolved: readonly { readonly operation: ChangeOperation; readonly problem: Problem }[];
}

/** Resolves the bodies of a batch and packs them into as few files as their sizes allow, in plan order. */
export function buildFiles(batch: readonly ChangeOperation[], context: ApplyContext): BuiltFiles {
  const entries: BulkEntry[] = [];
  const unresolved: BuiltFiles['unresolved'][number][] = [];
  let owner: JsonValue = null;
  for (const operation of batch) {
    const [request] = operation.requests;
    if (!request?.batch || operation.action !== 'create') continue;
    const resolved = resolveValue(
      [request.batch.owner, request.body ?? null],
      new OperationProgress().toResolveContext(operation, context),
    );
    if (!resolved.ok) unresolved.push({ operation, problem: resolved.error });
    else if (Array.isArray(resolved.value) && isObject(resolved.value[1])) {
      owner = resolved.value[0] ?? null;
      entries.push({ operation, body: resolved.value[1] });
    }
  }
  const type = batch[0] && findOperationType(context, batch[0]);
  if (type?.kind !== 'collection' || !type.bulkCreate) return { files: [], unresolved };
  const { bulkCreate: bulk } = type;
  const name = batch[0]?.requests[0]?.batch?.id ?? '';
  const parts = splitBySize(entries, bulk.maxBytes);
  const files = parts.map((part, index): BulkFile => {
    const label = `tenon: ${type.type} of ${name}, ${index + 1} of ${parts.length}`;
    return { type, bulk, owner: String(owner), label, entries: part };
  });
  return { files, unresolved };
}

/** A body that is greater than the limit by itself gets a file of its own, which the tenant refuses. */
export function splitBySize(entries: readonly BulkEntry[], maxBytes: number): readonly (readonly BulkEntry[])[] {
  const parts: BulkEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    // One byte for the comma or the bracket before it; the last bracket is far below the tolerance of the limit.
    const size = Buffer.byteLength(JSON.stringify(entry.body)) + 1;
    const current = parts.at(-1);
    if (current && bytes + size <= maxBytes) current.push(entry);
    else parts.push([entry]);
    bytes = current && bytes + size <= maxBytes ? bytes + size : size;
  }
  return parts;
}

/** Lists the names by which a report of the tenant can mean a resource: its email address, its username … */
export const listIdentifiers = ({ key: [, ...fields] }: CollectionType, body: JsonObject): readonly string[] =>
  fields.flatMap((field) => {
    const value = getObjectMember(body, field);
    return typeof value === 'string' && value !== '' ? [`${field} ${value.toLowerCase()}`] : [];
  });
