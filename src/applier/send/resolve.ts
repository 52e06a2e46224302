import type { ApiRequest } from '../../management-api/types.ts';
import type { Address } from '../../model/address.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Gives a declared secret again, from where the definition says it comes from. The id tells apart what has the same address. */
export type SecretResolver = (address: Address, pointer: Pointer, liveId?: string) => Outcome<JsonValue, Problem>;

export interface Resolving {
  readonly address: Address;
  readonly liveId: string | undefined;
  readonly secrets: SecretResolver;
  /** Ids of what this run has created. */
  readonly created: ReadonlyMap<Address, string>;
  /** Ids of what this operation has made, in order. */
  readonly made: readonly string[];
  /** The resource as read just before, for `$live`. */
  readonly live: JsonObject | undefined;
  /** Ids of versions that were read on the way, by `versionName`. */
  readonly versions: ReadonlyMap<string, string>;
}

/** What a version is called among those that were read: the id of what it is a version of, and its number. */
export const versionName = (owner: JsonValue, number: number): string => JSON.stringify([owner, number]);

/** A planned request with every placeholder replaced by what it stands for. */
export function resolveRequest(request: PlannedRequest, resolving: Resolving): Outcome<ApiRequest, Problem> {
  const path = resolvePath(request, resolving);
  if (!path.ok) return path;
  const query = request.query === undefined ? {} : { query: request.query };
  if (request.body === undefined) return success({ method: request.method, path: path.value, ...query });
  const body = resolveValue(request.body, resolving);
  return body.ok ? success({ method: request.method, path: path.value, ...query, body: body.value }) : body;
}

function resolvePath(request: PlannedRequest, resolving: Resolving): Outcome<string, Problem> {
  let path = request.path;
  for (const [name, value] of Object.entries(request.params ?? {})) {
    const resolved = resolveValue(value, resolving);
    if (!resolved.ok) return resolved;
    path = path.replace(`{${name}}`, encodeURIComponent(String(resolved.value)));
  }
  return success(path);
}

export function resolveValue(value: JsonValue, resolving: Resolving): Outcome<JsonValue, Problem> {
  if (isArray(value)) return all(value.map((item) => resolveValue(item, resolving)));
  if (!isObject(value)) return success(value);
  const { $ref, $made, $version, $secret, $live, $literal } = value;
  if (isObject($literal)) return resolveMembers($literal, resolving);
  if (typeof $ref === 'string') return resolveReference($ref, member(value, 'id'), resolving);
  if (typeof $made === 'number') return resolveMade($made, resolving);
  if (typeof $version === 'number') return resolveVersion($version, member(value, 'of') ?? null, resolving);
  if (typeof $secret === 'string') return resolving.secrets(resolving.address, $secret, resolving.liveId);
  if (typeof $live === 'string') return success(valueAt(resolving.live, $live) ?? null);
  return resolveMembers(value, resolving);
}

function resolveMembers(value: JsonObject, resolving: Resolving): Outcome<JsonValue, Problem> {
  const names = Object.keys(value);
  const members = all(names.map((name) => resolveValue(member(value, name) ?? null, resolving)));
  if (!members.ok) return members;
  return success(Object.fromEntries(names.map((name, index) => [name, members.value[index] ?? null])));
}

function resolveReference(address: Address, id: JsonValue | undefined, resolving: Resolving): Outcome<JsonValue, Problem> {
  const known = typeof id === 'string' ? id : resolving.created.get(address);
  return known === undefined ? notMade(address, resolving) : success(known);
}

function resolveMade(place: number, resolving: Resolving): Outcome<JsonValue, Problem> {
  const id = resolving.made[place];
  return id === undefined ? notMade(`What ${resolving.address} is to have`, resolving) : success(id);
}

function resolveVersion(number: number, of: JsonValue, resolving: Resolving): Outcome<JsonValue, Problem> {
  const owner = resolveValue(of, resolving);
  if (!owner.ok) return owner;
  const id = resolving.versions.get(versionName(owner.value, number));
  if (id !== undefined) return success(id);
  return failure({
    code: 'dangling-reference',
    severity: 'error',
    message: `${resolving.address} names version ${number}, which is not published`,
    place: { kind: 'address', address: resolving.address },
    hint: 'Name a published version, or `latest`.',
  });
}

const notMade = (what: string, { address }: Resolving): Outcome<never, Problem> =>
  failure({
    code: 'dangling-reference',
    severity: 'error',
    message: `${what} has no id: it was not created in this run`,
    place: { kind: 'address', address },
    hint: 'Plan again.',
  });

function all(outcomes: readonly Outcome<JsonValue, Problem>[]): Outcome<readonly JsonValue[], Problem> {
  const values: JsonValue[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome;
    values.push(outcome.value);
  }
  return success(values);
}

/** The places that a planned body leaves open because nobody may see what stands there. */
export function secretPlaces(body: JsonValue | undefined): readonly Pointer[] {
  if (body !== undefined && isArray(body)) return body.flatMap(secretPlaces);
  if (!isObject(body)) return [];
  if (isObject(body.$literal)) return Object.values(body.$literal).flatMap(secretPlaces);
  const place = body.$secret ?? body.$live;
  return typeof place === 'string' ? [place] : Object.values(body).flatMap(secretPlaces);
}

/** The value at a JSON Pointer. */
const valueAt = (value: JsonValue | undefined, pointer: Pointer): JsonValue | undefined =>
  stepsOf(pointer).reduce<JsonValue | undefined>((at, step) => {
    if (isArray(at)) return at[Number(step)];
    return isObject(at) ? member(at, step) : undefined;
  }, value);
