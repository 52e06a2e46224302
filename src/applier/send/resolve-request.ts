import type { ApiRequest } from '../../management-api/management-api.ts';
import type { Address } from '../../model/address.ts';

import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getValueAt, type Pointer } from '../../model/json/pointer.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { type Placeholder, parsePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import { generatePassword } from './generate-password.ts';

/** Reads a declared secret from its source. `liveId` distinguishes resources that share an address. */
export type ResolveSecret = (address: Address, pointer: Pointer, liveId?: string) => Outcome<JsonValue, Problem>;

export interface ResolveContext {
  readonly address: Address;
  readonly liveId: string | undefined;
  readonly resolveSecret: ResolveSecret;
  /** Ids of the resources that this run created. */
  readonly createdIds: ReadonlyMap<Address, string>;
  /** Ids of the attached items that this operation created, in order. */
  readonly madeIds: readonly string[];
  /** The resource as the operation's preceding GET read it. */
  readonly live: JsonObject | undefined;
  /** Ids of the versions that this operation has read, by `buildVersionName`. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Builds the lookup name of a version from the id of the resource it belongs to and its number. */
export const buildVersionName = (owner: JsonValue, number: number): string => JSON.stringify([owner, number]);

/** Replaces every placeholder in a planned request by its value (`Placeholder` lists them). */
export function resolveRequest(request: PlannedRequest, context: ResolveContext): Outcome<ApiRequest, Problem> {
  const path = resolvePath(request, context);
  if (!path.ok) return path;
  const query = request.query === undefined ? {} : { query: request.query };
  if (request.body === undefined) return succeed({ method: request.method, path: path.value, ...query });
  const body = resolveValue(request.body, context);
  return body.ok ? succeed({ method: request.method, path: path.value, ...query, body: body.value }) : body;
}

function resolvePath(request: PlannedRequest, context: ResolveContext): Outcome<string, Problem> {
  const params = resolveMembers(request.params ?? {}, context);
  return params.ok ? succeed(fillPath(request.path, params.value)) : params;
}

export function resolveValue(value: JsonValue, context: ResolveContext): Outcome<JsonValue, Problem> {
  if (isArray(value)) return collectValues(value.map((item) => resolveValue(item, context)));
  if (!isObject(value)) return succeed(value);
  const placeholder = parsePlaceholder(value);
  return placeholder ? resolvePlaceholder(placeholder, context) : resolveMembers(value, context);
}

function resolvePlaceholder(placeholder: Placeholder, context: ResolveContext): Outcome<JsonValue, Problem> {
  switch (placeholder.kind) {
    case 'reference':
      return resolveReference(placeholder, context);
    case 'made':
      return resolveMade(placeholder.index, context);
    case 'version':
      return resolveVersion(placeholder.number, placeholder.of, context);
    case 'secret':
      return context.resolveSecret(context.address, placeholder.pointer, context.liveId);
    case 'random':
      return succeed(generatePassword());
    case 'live':
      return succeed(getValueAt(context.live, placeholder.pointer) ?? null);
    case 'literal':
      return resolveMembers(placeholder.value, context);
  }
}

function resolveMembers(value: JsonObject, context: ResolveContext): Outcome<JsonObject, Problem> {
  const names = Object.keys(value);
  const members = collectValues(names.map((name) => resolveValue(getObjectMember(value, name) ?? null, context)));
  if (!members.ok) return members;
  return succeed(Object.fromEntries(names.map((name, index) => [name, members.value[index] ?? null])));
}

function resolveReference(
  { address, id, prefix }: Extract<Placeholder, { readonly kind: 'reference' }>,
  context: ResolveContext,
): Outcome<JsonValue, Problem> {
  const known = id ?? context.createdIds.get(address);
  return known === undefined ? failNotCreated(address, context) : succeed(`${prefix}${known}`);
}

function resolveMade(index: number, context: ResolveContext): Outcome<JsonValue, Problem> {
  const id = context.madeIds[index];
  return id === undefined ? failNotCreated(`an item that ${context.address} uses`, context) : succeed(id);
}

function resolveVersion(number: number, of: JsonValue, context: ResolveContext): Outcome<JsonValue, Problem> {
  const owner = resolveValue(of, context);
  if (!owner.ok) return owner;
  const id = context.versions.get(buildVersionName(owner.value, number));
  if (id !== undefined) return succeed(id);
  return failWith({
    code: 'dangling-reference',
    severity: 'error',
    message: `${context.address} refers to version ${number}, which is not published`,
    place: { kind: 'address', address: context.address },
    hint: 'Use the number of a published version, or `latest`.',
  });
}

const failNotCreated = (what: string, { address }: ResolveContext): Outcome<never, Problem> =>
  failWith({
    code: 'dangling-reference',
    severity: 'error',
    message: `${what} has no id: it was not created in this run`,
    place: { kind: 'address', address },
    hint: 'Plan again.',
  });

function collectValues(outcomes: readonly Outcome<JsonValue, Problem>[]): Outcome<readonly JsonValue[], Problem> {
  const values: JsonValue[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome;
    values.push(outcome.value);
  }
  return succeed(values);
}
