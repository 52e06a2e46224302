import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { buildItemKey } from '../../schema/compare/normal-form.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { type Draft, EMPTY_DRAFT, omitMembers, pickMembers, type SplitStrategies } from '../draft.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { computeRisk, getSecretPointers, listChangedFields } from './changed-fields.ts';
import { buildCreateDraft, buildUpdateDraft, collectRequirements } from './resource-drafts.ts';
import { buildUpdateRequests } from './resource-requests.ts';
import { computeReleasedValue } from './spare-values.ts';

/** A create that waits for something that waits for it: first without the fields in question, then with them. */
export function splitCreate(
  type: ResourceType,
  declared: DeclaredResource,
  fields: ReadonlySet<string>,
  context: PlanningContext,
): readonly Draft[] | undefined {
  const shape = getResourceShape(type);
  const isFixedField = (name: string): boolean =>
    (shape.schema.required ?? []).includes(name) ||
    getMemberShape(shape, declared.fields, name)?.schema['x-create-only'] === true;
  if (fields.size === 0 || [...fields].some(isFixedField)) return undefined;
  const first = buildCreateDraft(type, { ...declared, fields: omitMembers(declared.fields, fields) }, context);
  const changes = computeFieldChanges(
    shape,
    {},
    declared.fields,
    context.getCompareOptions(getSecretPointers(declared), false),
  ).filter((change) => fields.has(parsePointer(change.path)[0] ?? ''));
  const second: Draft = {
    ...EMPTY_DRAFT,
    operation: {
      id: `update ${formatResourceLabel(type, declared.address, undefined, context)}`,
      action: 'update',
      address: declared.address,
      changes,
      requests: buildUpdateRequests(type, declared, undefined, listChangedFields(changes), context),
      why: `${[...fields].join(', ')} can only be set once what it names is there`,
      risk: 'safe',
      origin: declared.origin,
    },
    requires: [{ token: declared.address }, ...collectRequirements(type, declared.fields, context, fields)],
  };
  return [{ ...first, split: {} }, second];
}

/** The ways in which an update can be taken apart. */
export function splitUpdate(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changes: readonly Change[],
  context: PlanningContext,
): SplitStrategies {
  return {
    growThenShrink: () => growThenShrink(type, declared, live, changes, context),
    viaTemporaryName: () => renameViaTemporaryName(type, declared, live, context),
    release: (fields) => releaseFirst(type, declared, live, fields, context),
  };
}

/** Lists that both gain and lose items first gain, so that what uses them can move over, and then lose. */
function growThenShrink(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changes: readonly Change[],
  context: PlanningContext,
): readonly Draft[] | undefined {
  const lists = listChangedFields(changes).filter((field) => hasGainsAndLosses(changes, field));
  if (lists.length === 0) return undefined;
  const grown = Object.fromEntries(lists.map((field) => [field, mergeItems(type, declared.fields, live.body, field)]));
  const first = buildUpdateDraft(
    type,
    { ...declared, fields: { ...pickMembers(declared.fields, new Set(type.key)), ...grown } },
    live,
    context,
  );
  const second = buildUpdateDraft(type, declared, { ...live, body: { ...live.body, ...grown } }, context);
  return first && second ? joinSteps(first, second, 'then what nobody uses any more is taken out') : undefined;
}

const hasGainsAndLosses = (changes: readonly Change[], field: string): boolean =>
  ['add', 'remove'].every((op) => changes.some((change) => change.op === op && change.path.startsWith(`/${field}/`)));

function mergeItems(type: ResourceType, declared: JsonObject, live: JsonObject, field: string): JsonValue {
  const declaredItems = toArray(getObjectMember(declared, field));
  const key = getMemberShape(getResourceShape(type), { ...live, ...declared }, field)?.schema['x-item-key'];
  const getItemName = (item: JsonValue): string => (key && isObject(item) ? buildItemKey(key, item) : JSON.stringify(item));
  const names = new Set(declaredItems.map(getItemName));
  return [...declaredItems, ...toArray(getObjectMember(live, field)).filter((item) => !names.has(getItemName(item)))];
}

const toArray = (value: JsonValue | undefined): readonly JsonValue[] => (isArray(value) ? value : []);

/**
 * Resources that pass their names round in a ring: one steps aside first. It must be one that is known by its id, so that a run that is
 * cut short there finds it again. The name is short-lived, its own for each, and fits every type's pattern and length.
 */
function renameViaTemporaryName(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  context: PlanningContext,
): readonly Draft[] | undefined {
  const [field, ...more] = type.key;
  const declaredName = field === undefined ? undefined : getObjectMember(declared.fields, field);
  const isKnownById = declared.pinnedId !== undefined;
  if (!isKnownById || field === undefined || more.length > 0 || typeof declaredName !== 'string') return undefined;
  const spare = `tenon-swap-${hashSha256(live.id).slice(0, 12)}`;
  const first = buildUpdateDraft(type, { ...declared, fields: { [field]: spare } }, live, context);
  const second = buildUpdateDraft(type, declared, { ...live, body: { ...live.body, [field]: spare } }, context);
  if (!first || !second) return undefined;
  const temporaryRename = {
    ...first,
    takes: [],
    operation: { ...first.operation, why: 'steps aside, so that the names can be swapped' },
  };
  return joinSteps(temporaryRename, { ...second, frees: [] }, 'takes its name');
}

/**
 * Resources that pass unique values round in a ring: one of them first gives up what it has. It is found again by its key, so a run that is
 * cut short there is taken up by the next one.
 */
function releaseFirst(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  fields: ReadonlySet<string>,
  context: PlanningContext,
): readonly Draft[] | undefined {
  if (fields.size === 0) return undefined;
  const released: [string, JsonValue][] = [];
  for (const field of fields) {
    const value = computeReleasedValue(type, field, live, getObjectMember(declared.fields, field), context.spareValues);
    if (value === undefined) return undefined;
    released.push([field, value]);
  }
  const halfway = Object.fromEntries(released);
  const first = buildUpdateDraft(type, { ...declared, fields: halfway }, live, context);
  const second = buildUpdateDraft(type, declared, { ...live, body: { ...live.body, ...halfway } }, context);
  if (!first || !second) return undefined;
  const why = `makes room, so that ${[...fields].join(', ')} can change hands`;
  const makingRoom = { ...first, takesValues: [], operation: { ...first.operation, why } };
  return joinSteps(makingRoom, { ...second, freesValues: [] }, `takes its ${[...fields].join(', ')}`);
}

/** The second step begins from what the first one leaves, which nobody has read: it has no fingerprint of its own. */
function joinSteps(first: Draft, second: Draft, why: string): readonly Draft[] {
  const { fingerprint: _, live: __, ...operation } = second.operation;
  const halfway = `halfway ${operation.id}`;
  return [
    { ...first, provides: [...first.provides, halfway], split: {} },
    {
      ...second,
      operation: { ...operation, id: `${operation.id} (step 2)`, why, risk: computeRisk(operation.changes) },
      requires: [...second.requires, { token: halfway }],
      split: {},
    },
  ];
}
