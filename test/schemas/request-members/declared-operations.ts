import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../../src/resources/catalogue.ts';
import {
  encodeResource,
  getCreateTarget,
  getResourceTarget,
  getUpdateMethod,
  type ResourceTarget,
} from '../../../src/resources/endpoints/resource-endpoints.ts';
import type { ResourceType } from '../../../src/resources/resource-type.ts';
import { readSchema } from '../schema-helpers.ts';
import type { DeclaredOperation } from './declared-operation.ts';
import { type EncodedMembers, encodeMembers } from './encode-members.ts';
import { leaveOut, type Phase } from './left-out-members.ts';
import { listMembers } from './list-members.ts';
import { listAttachedOperations, listRelationOperations } from './relation-operations.ts';
import { getKey, type KeyFields, listKeyFields, listKeys } from './resource-keys.ts';

/** Lists the writes of all types: creates, updates, relations and attached items. */
export const listDeclaredOperations = (): readonly DeclaredOperation[] =>
  CATALOGUE.all.flatMap((type) => [
    ...listKeys(type).flatMap((fields) => [...buildCreate(type, fields), ...buildUpdate(type, fields)]),
    ...type.relations.flatMap((relation) => listRelationOperations(type, relation)),
    ...listAttachedOperations(type),
  ]);

function buildCreate(type: ResourceType, fields: KeyFields): readonly DeclaredOperation[] {
  if (type.scopes.create === undefined) return [];
  const { method, ...target } = getCreateTarget(type, getKey(type, fields));
  return [buildOperation(type, fields, 'create', method, fillPath(target))];
}

const buildUpdate = (type: ResourceType, fields: KeyFields): readonly DeclaredOperation[] =>
  type.scopes.update === undefined
    ? []
    : [buildOperation(type, fields, 'update', getUpdateMethod(type), getOwnPath(type, fields))];

const getOwnPath = (type: ResourceType, fields: KeyFields): string =>
  type.kind === 'collection' ? `${type.path}/{${type.idField}}` : fillPath(getResourceTarget(type, getKey(type, fields)));

/** The path with those parameters filled in that are known. */
const fillPath = ({ path, params = {} }: ResourceTarget): string =>
  Object.entries(params).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), path);

function buildOperation(type: ResourceType, fields: KeyFields, phase: Phase, method: string, path: string): DeclaredOperation {
  const root = readSchema(type.schemaName);
  // A resource that is registered from elsewhere is another kind, with a request of its own.
  const absent = type.registration ? [type.registration.field] : [];
  const isOneKind = Object.keys(fields).length > 0;
  const encode = (body: JsonObject): JsonValue => encodeResource(type, getKey(type, fields), path, body);
  const list = (allowed: Phase): EncodedMembers =>
    encodeMembers(listMembers(root, root, { fixed: fields, absent, isLeftOut: leaveOut(allowed, isOneKind) }), encode);
  const { members, supplied } = list(phase);
  return { method, path, members, supplied, described: list('either').members, keyFields: listKeyFields(type, path) };
}
