import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { UpdateOperation } from '../../model/plan/operation.ts';
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
import { collectRequirements } from './collect-requirements.ts';
import { buildCreateDraft } from './resource-drafts.ts';
import { buildUpdateRequests } from './resource-requests.ts';
import { computeReleasedValue } from './spare-values.ts';
import { buildUpdateDraft } from './update-draft.ts';

/** Splits a create that is part of a dependency cycle: creates without the given fields, then updates with them. */
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
      why: `${[...fields].join(', ')} can only be set once the referenced resource exists`,
      risk: 'safe',
      origin: declared.origin,
    },
    requires: [{ token: declared.address }, ...collectRequirements(type, declared.fields, context, fields)],
  };
  return [{ ...first, split: {} }, second];
}

/** Splits an update of fields that the API does not accept together (`x-sent-apart-from`): these come after the others. */
export function sendApart(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changes: readonly Change[],
  context: PlanningContext,
): readonly Draft[] | undefined {
  const changed = listChangedFields(changes);
  const apart = changed.filter((name) =>
    getMemberShape(getResourceShape(type), declared.fields, name)?.schema['x-sent-apart-from']?.some((other) =>
      changed.includes(other),
    ),
  );
  if (apart.length === 0) return undefined;
  const others = omitMembers(declared.fields, new Set(apart));
  const first = buildUpdateDraft(type, { ...declared, fields: others }, live, context);
  const second = buildUpdateDraft(type, declared, { ...live, body: { ...live.body, ...others } }, context);
  return first && second ? joinSteps(first, second, `the API changes ${apart.join(', ')} only by itself`) : undefined;
}

/** Returns the ways in which an update can be split. */
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

/** Splits an update of lists that gain and lose items: first adds, so that dependents can switch to the new items, then removes. */
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
  return first && second ? joinSteps(first, second, 'removes items that are no longer used') : undefined;
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
 * Splits a rename in a ring of renames: to a temporary name first, then to the declared one. Only for a resource with `$id`, so that the
 * next run finds it after an interruption in between. The temporary name is unique and valid for every type.
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
    operation: { ...first.operation, why: 'renamed temporarily so that names can be swapped' },
  };
  return joinSteps(temporaryRename, { ...second, frees: [] }, 'takes its declared name');
}

/**
 * Splits an update in a ring of updates that exchange unique values: gives up its values first, then takes the new ones. If the run is
 * interrupted in between, the next run finds the resource by its key and continues.
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
  const why = `releases ${[...fields].join(', ')} so that values can be swapped`;
  const releasing = { ...first, takesValues: [], operation: { ...first.operation, why } };
  return joinSteps(releasing, { ...second, freesValues: [] }, `takes its declared ${[...fields].join(', ')}`);
}

/** Makes the second step wait for the first. It starts from a state that was never read, so it has no fingerprint. */
function joinSteps(first: Draft, second: Draft<UpdateOperation>, why: string): readonly Draft[] {
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
