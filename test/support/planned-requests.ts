import type { Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { parsePointer } from '../../src/model/json/pointer.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { PlannedRequest } from '../../src/model/plan/planned-request.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

/** What the placeholders of a plan stand for, told by others than the applier. */
export interface PlaceholderContext {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly result: Result;
  /** Ids of what the one operation at hand has made. */
  readonly made?: readonly string[];
}

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: JsonValue | undefined;
}

/** A planned request as it must be seen on the wire. */
export function resolvePlannedRequest(operation: Operation, request: PlannedRequest, context: PlaceholderContext): SentRequest {
  const resolveMember = (planned: JsonValue): JsonValue => resolveValue(operation, planned, context);
  const path = Object.entries(request.params ?? {}).reduce(
    (text, [name, param]) => text.replace(`{${name}}`, encodeURIComponent(String(resolveMember(param)))),
    request.path,
  );
  return {
    method: request.method,
    path: `/api/v2${path}`,
    body: request.body === undefined ? undefined : resolveMember(request.body),
  };
}

function resolveValue(operation: Operation, value: JsonValue, context: PlaceholderContext): JsonValue {
  if (isArray(value)) return value.map((item) => resolveValue(operation, item, context));
  if (!isObject(value)) return value;
  if (typeof value.$ref === 'string') return value.id ?? findCreatedId(value.$ref, context.result);
  if (typeof value.$made === 'number') return context.made?.[value.$made] ?? `no id of ${value.$made}`;
  if (typeof value.$secret === 'string') return readPointer(findDeclaredFields(operation, context.definition), value.$secret);
  if (typeof value.$live === 'string') return readPointer(findLiveBody(operation, context.snapshot), value.$live);
  const members = isObject(value.$literal) ? value.$literal : value;
  return Object.fromEntries(Object.entries(members).map(([name, item]) => [name, resolveValue(operation, item, context)]));
}

const findCreatedId = (address: string, result: Result): JsonValue =>
  result.operations.find((done) => done.action === 'create' && done.address === address)?.liveId ?? `no id of ${address}`;

const findDeclaredFields = (operation: Operation, definition: Definition): JsonObject =>
  definition.resources.find((resource) => resource.address === operation.address)?.fields ?? {};

const findLiveBody = (operation: Operation, snapshot: Snapshot): JsonObject =>
  Object.values(snapshot.types)
    .flatMap((type) => (type.status === 'read' ? type.resources : []))
    .find((resource) => resource.id === operation.liveId)?.body ?? {};

const readPointer = (root: JsonValue, pointer: string): JsonValue =>
  parsePointer(pointer).reduce<JsonValue>((value, step) => {
    if (isArray(value)) return value[Number(step)] ?? null;
    return isObject(value) ? (getObjectMember(value, step) ?? null) : null;
  }, root);

/** Ids of operations that this one waits for, groups told by their members. */
export function listDependencies(operation: Operation, operations: readonly Operation[]): readonly string[] {
  return operation.dependsOn.flatMap((name) => {
    const [, action, type] = /^(\S+) (.*)\/\*$/.exec(name) ?? [];
    if (action === undefined || type === undefined) return [name];
    return operations.filter((other) => other.action === action && other.address.split('/')[0] === type).map((other) => other.id);
  });
}
