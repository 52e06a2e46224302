import { joinKey } from '../../../src/model/address.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../../src/resources/catalogue.ts';
import {
  encodeResource,
  getCreateTarget,
  getResourceTarget,
  getUpdateMethod,
  type ResourceTarget,
} from '../../../src/resources/resource-endpoints.ts';
import type { Relation, RelationWrite, ResourceType } from '../../../src/resources/resource-type.ts';
import { findRefusals, getListAt, getObjectAt, readSchema } from '../schema-helpers.ts';
import { findOperation } from './emulator-operations.ts';
import { type ListOptions, listMembers, type Member } from './list-members.ts';

/** A request that tenon sends for resources of a type, with the members that a definition can put into it. */
export interface DeclaredOperation {
  readonly method: string;
  readonly path: string;
  /** Members as the API calls them, of which each can be set by this request. */
  readonly members: readonly Member[];
  /** The same and those that the schemas describe, but that only the other request for the resource can set. */
  readonly described: readonly Member[];
  /** Members that the literal adds by itself: `ref.type` of a binding. */
  readonly supplied: readonly string[];
  /** Parameters of the path that a definition sets, and the values that the schema lists for each. */
  readonly keyFields: Readonly<Record<string, readonly string[]>>;
}

type Phase = 'create' | 'update' | 'either';

const ONLY_IN_OTHER: Readonly<Record<Phase, readonly string[]>> = {
  create: ['x-update-only'],
  update: ['x-create-only'],
  either: [],
};

/** Lists the writes of all types: creates, updates, relations and attached items. */
export const listDeclaredOperations = (): readonly DeclaredOperation[] =>
  CATALOGUE.all.flatMap((type) => [
    ...listKeys(type).flatMap((fields) => [...buildCreate(type, fields), buildUpdate(type, fields)]),
    ...type.relations.flatMap((relation) => listRelationOperations(type, relation)),
    ...listAttachedOperations(type),
  ]);

type KeyFields = Readonly<Record<string, string>>;

/** Lists the values of the key fields where these select the path; otherwise one empty set. */
function listKeys(type: ResourceType): readonly KeyFields[] {
  if (type.kind === 'collection') return [{}];
  const all = type.key.reduce<readonly KeyFields[]>(
    (keys, field) => keys.flatMap((key) => listKeyValues(type, field).map((value) => ({ ...key, [field]: value }))),
    [{}],
  );
  return all.filter((fields) => isPossible(type, fields));
}

/** Whether the schema lets these values stand together: `duo` is no provider of `phone`. */
const isPossible = (type: ResourceType, fields: KeyFields): boolean =>
  !findRefusals(type.schemaName, fields).some(
    (refusal) => refusal.startsWith('enum ') && !Object.values(fields).some(isParameter),
  );

const isParameter = (value: string): boolean => value.startsWith('{');

/** Lists the values of a key field, unless the emulator has one operation for all of them. */
function listKeyValues(type: ResourceType, field: string): readonly string[] {
  const values = listFieldValues(type, field);
  const isInPath = type.kind === 'placed' && type.path.includes(`{${field}}`);
  const isOne = isInPath && findOperation(getUpdateMethod(type), type.path) !== undefined;
  return isOne || values.length === 0 ? [`{${field}}`] : values;
}

const listFieldValues = (type: ResourceType, field: string): readonly string[] => {
  const schema = getObjectAt(getObjectAt(readSchema(type.schemaName), 'properties'), field);
  return [...getListAt(schema, 'enum'), ...[getObjectMember(schema, 'const') ?? []].flat()].map(String);
};

function buildCreate(type: ResourceType, fields: KeyFields): readonly DeclaredOperation[] {
  if (type.scopes.create === undefined) return [];
  const { method, ...target } = getCreateTarget(type, getKey(type, fields));
  return [buildOperation(type, fields, 'create', method, fillPath(target))];
}

const buildUpdate = (type: ResourceType, fields: KeyFields): DeclaredOperation =>
  buildOperation(type, fields, 'update', getUpdateMethod(type), getOwnPath(type, fields));

const getKey = (type: ResourceType, fields: KeyFields): string => joinKey(type.key.map((field) => fields[field] ?? ''));

const getOwnPath = (type: ResourceType, fields: KeyFields): string =>
  type.kind === 'collection' ? `${type.path}/{${type.idField}}` : fillPath(getResourceTarget(type, getKey(type, fields)));

/** The path with those parameters filled in that are known. */
const fillPath = ({ path, params = {} }: ResourceTarget): string =>
  Object.entries(params).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), path);

function buildOperation(type: ResourceType, fields: KeyFields, phase: Phase, method: string, path: string): DeclaredOperation {
  const root = readSchema(type.schemaName);
  const isOneKind = Object.keys(fields).length > 0;
  const encode = (body: JsonObject): JsonValue => encodeResource(type, getKey(type, fields), path, body);
  const list = (allowed: Phase): Encoded =>
    encodeMembers(listMembers(root, root, { fixed: fields, isLeftOut: leaveOut(allowed, isOneKind) }), encode);
  const { members, supplied } = list(phase);
  return { method, path, members, supplied, described: list('either').members, keyFields: listKeyFields(type, path) };
}

const listKeyFields = (type: ResourceType, path: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, listFieldValues(type, name)]));

/** Members that no request for the resource itself contains. */
const KEPT_OUT = ['readOnly', 'x-relation', 'x-holds'];

type IsLeftOut = NonNullable<ListOptions['isLeftOut']>;

const leaveOut =
  (phase: Phase, isOneKind: boolean): IsLeftOut =>
  (forms, steps) =>
    steps[0]?.startsWith('$') === true || belongsToOtherKind(forms, isOneKind) || hasAnyKeyword(forms, listKeptOut(phase));

/** Keys of a client are created before it is updated, which then names their ids. */
const listKeptOut = (phase: Phase): readonly string[] => [
  ...KEPT_OUT,
  ...ONLY_IN_OTHER[phase],
  ...(phase === 'update' ? ['x-attached'] : []),
];

const hasAnyKeyword = (forms: readonly JsonObject[], words: readonly string[]): boolean =>
  forms.some((form) => words.some((word) => (getObjectMember(form, word) ?? false) !== false));

/** A condition says `null` for a member of another kind. Where the kind is open, some kind may have the member. */
function belongsToOtherKind(forms: readonly JsonObject[], isOneKind: boolean): boolean {
  const types = forms.flatMap((form) => getObjectMember(form, 'type') ?? []);
  return (
    types.length > 0 &&
    (isOneKind ? forms.some((form) => getObjectMember(form, 'type') === 'null') : types.every((type) => type === 'null'))
  );
}

const PROBE = 'probe';

type Encoded = Pick<DeclaredOperation, 'members' | 'supplied'>;

/** Finds the place of each member in the body that the type's literal makes of it. */
function encodeMembers(declared: readonly Member[], encode: (body: JsonObject) => JsonValue): Encoded {
  const found = declared.map((member) => ({ member, ends: listEnds(encode(toBody(member.steps)), []) }));
  return {
    members: found.flatMap(({ member, ends }) =>
      ends.filter(({ value }) => value === PROBE).map(({ steps }) => ({ ...member, steps })),
    ),
    supplied: [
      ...new Set(found.flatMap(({ ends }) => ends.filter(({ value }) => value !== PROBE).map(({ steps }) => steps.join('.')))),
    ],
  };
}

const toBody = (steps: readonly string[]): JsonObject => {
  const value = steps.reduceRight<JsonValue>((inner, step) => (step === '[]' ? [inner] : { [step]: inner }), PROBE);
  return isObject(value) ? value : {};
};

interface End {
  readonly steps: readonly string[];
  readonly value: JsonValue;
}

function listEnds(value: JsonValue, steps: readonly string[]): readonly End[] {
  if (isArray(value)) return value.flatMap((item) => listEnds(item, [...steps, '[]']));
  if (!isObject(value)) return [{ steps, value }];
  return Object.entries(value).flatMap(([name, part]) => listEnds(part, [...steps, name]));
}

function listRelationOperations(type: ResourceType, relation: Relation): readonly DeclaredOperation[] {
  return [relation.add, ...(relation.change ? [relation.change] : [])].map((write) => {
    const encode = (item: JsonObject): JsonValue => encodeRelationBody(relation, write, item);
    const list = (phase: Phase): Encoded => encodeMembers(listItemMembers(type, relation, phase), encode);
    const { members, supplied } = list(write === relation.add ? 'create' : 'update');
    return { method: write.method, path: write.path, keyFields: {}, members, supplied, described: list('either').members };
  });
}

/** An item that is a string, or that consists of another resource's key, is sent as an object with one member. */
function listItemMembers(type: ResourceType, relation: Relation, phase: Phase): readonly Member[] {
  const root = readSchema(type.schemaName);
  const { 'x-relation': _, ...field } = getObjectAt(getObjectAt(root, 'properties'), relation.field);
  if (relation.itemField !== undefined) return listMembers({}, { properties: { [relation.itemField]: {} } });
  const keys = phase === 'update' ? getListAt(field, 'x-item-key') : [];
  const isLeftOut = leaveOut(phase, false);
  return listMembers(root, relation.singleItem ? field : getObjectAt(field, 'items'), {
    isLeftOut: (forms, steps) => keys.includes(steps[0] ?? '') || isLeftOut(forms, steps),
  });
}

function encodeRelationBody(
  relation: Relation,
  { bodyShape, encodeItem = (item) => item }: RelationWrite,
  item: JsonObject,
): JsonValue {
  const named = Object.fromEntries(Object.entries(item).map(([name, value]) => [relation.wireNames?.[name] ?? name, value]));
  const body = encodeItem(named);
  if (bodyShape === 'one') return body;
  return bodyShape === 'array' ? [body] : { [bodyShape === 'none' ? '' : bodyShape.member]: [body] };
}

/** Items of `x-attached` lists have a create of their own, and an update of a few members. */
function listAttachedOperations({ attached, schemaName }: ResourceType): readonly DeclaredOperation[] {
  if (attached === undefined) return [];
  const root = readSchema(schemaName);
  const lists = Object.values(getObjectAt(root, '$defs'))
    .filter(isObject)
    .filter((schema) => Object.hasOwn(schema, 'x-attached'));
  const described = lists.flatMap((list) =>
    listMembers(root, getObjectAt(list, 'items'), { isLeftOut: leaveOut('create', false) }),
  );
  const changed = described.filter(({ steps }) => attached.updatableFields.includes(steps[0] ?? ''));
  const common = { supplied: [], keyFields: {}, described };
  return [
    { method: 'POST', path: attached.list.path, members: described, ...common },
    { method: 'PATCH', path: `${attached.list.path}/{item}`, members: changed, ...common },
  ];
}
