import type { ApiRequest } from '../../management-api/types.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Operation, PlannedRequest } from '../../model/plan/plan.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import { attachedBy } from '../../resources/attached.ts';
import type { Attached, ResourceType } from '../../resources/define.ts';
import { createTarget, idIn, inWords, ownTarget, placedId } from '../../resources/endpoints.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fingerprint } from '../../schema/compare/fingerprint.ts';
import { orderly } from '../../schema/compare/orderly.ts';
import { maskedPlaces } from '../../schema/secrets/mask.ts';
import { liveKey, type Run, typeOf } from '../run.ts';
import { attachedProblems, unattached } from '../verify/attached.ts';
import { settled } from '../verify/settled.ts';
import { movedProblems } from '../verify/stale.ts';
import { verify, withRemovals } from '../verify/verify.ts';
import { type Resolving, resolveRequest, resolveValue, secretPlaces } from './resolve.ts';
import { type OneWrite, type Sent, sendOnce } from './send-once.ts';
import { readVersions } from './versions.ts';

/** How one operation went: what was noticed, or why it failed. */
export interface Performed {
  readonly ok: boolean;
  /** Whether a request of it was carried out although it failed. */
  readonly partly?: true;
  readonly liveId?: string;
  readonly problems: readonly Problem[];
}

/** Carries out one operation's requests one after the other, and looks at each answer. */
export async function perform(operation: Operation, run: Run): Promise<Performed> {
  const type = typeOf(run, operation);
  if (!type) return failed([]);
  let live: JsonObject | undefined;
  let done: Performed = { ok: true, problems: [] };
  let wrote = false;
  const made: string[] = [];
  const versions = new Map<string, string>();
  const stopped = (problems: readonly Problem[]): Performed =>
    wrote ? { ...done, ok: false, partly: true, problems: [...done.problems, ...problems] } : failed(problems);
  for (const request of operation.requests) {
    const { address, liveId } = operation;
    const resolving: Resolving = { address, liveId, secrets: run.secrets, created: run.created, made, live, versions };
    const resolved = resolveRequest(request, resolving);
    if (!resolved.ok) return stopped([resolved.error]);
    if (request.versions) {
      const owner = resolveValue(request.params?.id ?? null, resolving);
      if (!owner.ok) return stopped([owner.error]);
      const read = await readVersions(request.versions, owner.value, resolved.value, run.api);
      if (!read.ok) return stopped([read.error.problem]);
      for (const [name, id] of read.value) versions.set(name, id);
      continue;
    }
    if (request.method === 'GET') {
      const read = await look(operation, type, request, resolved.value, run);
      if (!read.ok) return stopped(read.error);
      live = read.value;
      continue;
    }
    const one: Write = { planned: request, request: resolved.value, makes: makes(operation, wrote), made };
    const written = await write(operation, type, one, run);
    if (!written.ok) return wrote ? { ...written, ...stopped(written.problems) } : written;
    done = { ...done, ...written, problems: [...done.problems, ...written.problems] };
    wrote = true;
  }
  return done;
}

/** Of the requests of a create the first write is the one that makes something. */
const makes = (operation: Operation, wrote: boolean): boolean => operation.action === 'create' && !wrote;

const look = (
  operation: Operation,
  type: ResourceType,
  { until }: PlannedRequest,
  request: ApiRequest,
  run: Run,
): Promise<Outcome<JsonObject, readonly Problem[]>> =>
  until ? settled(operation, until, request, run) : readAgain(operation, type, request, run);

const failed = (problems: readonly Problem[], partly = false): Performed => ({
  ok: false,
  problems,
  ...(partly ? { partly: true } : {}),
});

/** The resource as it is now; refused if it is no longer what the operation was computed from. */
async function readAgain(
  operation: Operation,
  type: ResourceType,
  request: ApiRequest,
  run: Run,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  const answer = await run.api.get(request.path, request.query);
  if (!answer.ok) return failure([answer.error.problem]);
  const body = inWords(type, operation.liveId ?? '', answer.value.body);
  if (!body) return failure(movedProblems(operation, type, undefined));
  const moved = operation.fingerprint !== undefined && fingerprint(shapeOf(type), body) !== operation.fingerprint;
  // In the order in which the plan was made, so that places inside of sets are the same.
  return moved ? failure(movedProblems(operation, type, body)) : success(orderly(shapeOf(type), body));
}

interface Write extends OneWrite {
  /** Takes the ids of what the operation makes besides. */
  readonly made: string[];
}

async function write(operation: Operation, type: ResourceType, one: Write, run: Run): Promise<Performed> {
  const answer = await sendOnce(operation, type, { ...one, ...confirming(operation, type, one, run) }, run);
  if (!answer.ok) return failed([answer.error.problem]);
  if (operation.relation !== undefined) return { ok: true, problems: [] };
  const attached = attachedBy(type, one.planned);
  if (attached) return noteAttached(operation, attached, one, asBody(answer.value.body) ?? {});
  const made = one.makes && type.kind === 'collection';
  const liveId = made ? idIn(type, asBody(answer.value.body)) : operation.liveId;
  if (made && liveId === undefined) return failed([withoutId(operation, one.planned)], true);
  if (made && liveId !== undefined) run.created.set(operation.address, liveId);
  const problems = tellsNothing(answer.value.body) ? [] : noticed(operation, type, one, answer.value.body, run);
  const took = !problems.some(isError);
  return { ok: took, problems, ...(took ? {} : { partly: true }), ...(liveId === undefined ? {} : { liveId }) };
}

/** Something that the resource is to attach: what came of it, and the id by which it is attached. */
function noteAttached(operation: Operation, attached: Attached, one: Write, answer: JsonObject): Performed {
  const told = operation.liveId === undefined ? {} : { liveId: operation.liveId };
  if (one.request.method === 'DELETE') return { ok: true, problems: [], ...told };
  const id = member(answer, 'id');
  if (typeof id !== 'string') return failed([withoutId(operation, one.planned)], true);
  if (one.request.method === 'POST') one.made.push(id);
  const problems = attachedProblems(operation.address, attached, one.request, answer);
  return { ok: problems.length === 0, problems, ...told, ...(problems.length === 0 ? {} : { partly: true }) };
}

const asBody = (answer: JsonValue | undefined): JsonObject | undefined => (isObject(answer) ? answer : undefined);

/** Some writes are answered with `{}`. A read that is answered so tells that there is nothing. */
const tellsNothing = (answer: JsonValue | undefined): boolean => isObject(answer) && Object.keys(answer).length === 0;

/** What an answer tells of what was sent, both in the words of a definition. */
function noticed(
  operation: Operation,
  type: ResourceType,
  { planned, request }: Write,
  answer: JsonValue | undefined,
  run: Run,
): readonly Problem[] {
  if (isElsewhere(operation, type, planned)) return [];
  const id = operation.liveId ?? (type.kind === 'placed' ? placedId(type, splitAddress(operation.address).key) : '');
  const [written, got] = [inWords(type, id, request.body), inWords(type, id, answer)];
  // A member that goes may go only with the last of several writes.
  const isLast = operation.requests.findLast((request) => isOwnWrite(operation, type, request)) === planned;
  const sent = written && isLast ? withRemovals(shapeOf(type), written, operation.changes) : written;
  const before = beforeOf(operation, type, run);
  if (before && got && operation.liveId !== undefined)
    run.before.set(liveKey(type.type, operation.liveId), { ...before, ...got });
  return [
    ...verify(operation.address, shapeOf(type), sent, got, before, hiddenIn(operation)),
    ...(sent && got ? unattached(operation.address, type, sent, got) : []),
  ];
}

const isOwnWrite = (operation: Operation, type: ResourceType, request: PlannedRequest): boolean =>
  request.method !== 'GET' && !isElsewhere(operation, type, request);

/** A request to another resource than the operation's own: what was disturbed there is set again. */
function isElsewhere(operation: Operation, type: ResourceType, { path }: PlannedRequest): boolean {
  const { key } = splitAddress(operation.address);
  return ![ownTarget(type, operation.liveId ?? placedId(type, key)), createTarget(type, key)].some((own) => own.path === path);
}

/** Where the plan itself hides something. */
const hiddenIn = ({ requests, live }: Operation): ReadonlySet<Pointer> =>
  new Set([...maskedPlaces(live), ...requests.flatMap(({ body }) => secretPlaces(body))]);

/** The resource as the checks found it, where the answer can be held against it. That a write is not yet in effect is no news. */
function beforeOf(operation: Operation, type: ResourceType, run: Run): JsonObject | undefined {
  if (operation.liveId === undefined || type.echoes) return undefined;
  const found = run.before.get(liveKey(type.type, operation.liveId));
  return found && Object.fromEntries(Object.entries(found).filter(([name]) => name !== type.effect?.field));
}

const withoutId = (operation: Operation, request: PlannedRequest): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the answer to a ${request.method} for ${operation.address} names no id`,
  place: { kind: 'request', method: request.method, path: request.path },
  hint: 'Plan again: the next run finds what this one has made.',
});

/** An update of the resource itself can be seen to have been carried out; all else can be sent again without harm. */
const confirming = (operation: Operation, type: ResourceType, one: Write, run: Run): Pick<OneWrite, 'confirm'> =>
  operation.action === 'update' &&
  operation.relation === undefined &&
  !attachedBy(type, one.planned) &&
  !isElsewhere(operation, type, one.planned)
    ? { confirm: () => confirmUpdate(operation, type, one, run) }
    : {};

async function confirmUpdate(operation: Operation, type: ResourceType, one: Write, run: Run): Promise<Sent | undefined> {
  const live = await run.api.get(one.request.path, type.kind === 'placed' ? type.query : undefined);
  if (!live.ok || !isObject(one.request.body)) return undefined;
  return noticed(operation, type, one, live.value.body, run).some(isError) ? undefined : live;
}
