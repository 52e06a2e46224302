import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { sha256 } from '../../schema/compare/fingerprint.ts';
import { itemKey } from '../../schema/compare/normal.ts';
import { memberShape } from '../../schema/walk.ts';
import { type Draft, EMPTY_DRAFT, only, type Split, without } from '../draft.ts';
import { type Context, labelOf } from '../planning-context.ts';
import { changedFields, riskOf, secretsOf } from './changed-fields.ts';
import { createDraft, requirements, updateDraft } from './resource-drafts.ts';
import { updateRequests } from './resource-requests.ts';
import { releasedValue } from './spare-values.ts';

/** A create that waits for something that waits for it: first without the fields in question, then with them. */
export function splitCreate(
  type: ResourceType,
  declared: DeclaredResource,
  fields: ReadonlySet<string>,
  context: Context,
): readonly Draft[] | undefined {
  const shape = shapeOf(type);
  const fixed = (name: string): boolean =>
    (shape.schema.required ?? []).includes(name) || memberShape(shape, declared.fields, name)?.schema['x-create-only'] === true;
  if (fields.size === 0 || [...fields].some(fixed)) return undefined;
  const first = createDraft(type, { ...declared, fields: without(declared.fields, fields) }, context);
  const changes = fieldChanges(shape, {}, declared.fields, context.reading(secretsOf(declared), false)).filter((change) =>
    fields.has(stepsOf(change.path)[0] ?? ''),
  );
  const second: Draft = {
    ...EMPTY_DRAFT,
    operation: {
      id: `update ${labelOf(type, declared.address, undefined, context)}`,
      action: 'update',
      address: declared.address,
      changes,
      requests: updateRequests(type, declared, undefined, changedFields(changes), context),
      why: `${[...fields].join(', ')} can only be set once what it names is there`,
      risk: 'safe',
      origin: declared.origin,
    },
    requires: [{ token: declared.address }, ...requirements(type, declared.fields, context, fields)],
  };
  return [{ ...first, split: {} }, second];
}

/** The ways in which an update can be taken apart. */
export function splitUpdate(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changes: readonly Change[],
  context: Context,
): Split {
  return {
    stepwise: () => growThenShrink(type, declared, live, changes, context),
    aside: () => bySpareName(type, declared, live, context),
    release: (fields) => releaseFirst(type, declared, live, fields, context),
  };
}

/** Lists that both gain and lose items first gain, so that what uses them can move over, and then lose. */
function growThenShrink(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changes: readonly Change[],
  context: Context,
): readonly Draft[] | undefined {
  const lists = changedFields(changes).filter((field) => gainsAndLoses(changes, field));
  if (lists.length === 0) return undefined;
  const grown = Object.fromEntries(lists.map((field) => [field, union(type, declared.fields, live.body, field)]));
  const first = updateDraft(
    type,
    { ...declared, fields: { ...only(declared.fields, new Set(type.key)), ...grown } },
    live,
    context,
  );
  const second = updateDraft(type, declared, { ...live, body: { ...live.body, ...grown } }, context);
  return first && second ? inSteps(first, second, 'then what nobody uses any more is taken out') : undefined;
}

const gainsAndLoses = (changes: readonly Change[], field: string): boolean =>
  ['add', 'remove'].every((op) => changes.some((change) => change.op === op && change.path.startsWith(`/${field}/`)));

function union(type: ResourceType, declared: JsonObject, live: JsonObject, field: string): JsonValue {
  const wanted = asArray(member(declared, field));
  const key = memberShape(shapeOf(type), { ...live, ...declared }, field)?.schema['x-item-key'];
  const nameOf = (item: JsonValue): string => (key && isObject(item) ? itemKey(key, item) : JSON.stringify(item));
  const names = new Set(wanted.map(nameOf));
  return [...wanted, ...asArray(member(live, field)).filter((item) => !names.has(nameOf(item)))];
}

const asArray = (value: JsonValue | undefined): readonly JsonValue[] => (isArray(value) ? value : []);

/**
 * Resources that pass their names round in a ring: one steps aside first. It must be one that is known by its id, so that a run that is
 * cut short there finds it again. The name is short-lived, its own for each, and fits every type's pattern and length.
 */
function bySpareName(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  context: Context,
): readonly Draft[] | undefined {
  const [field, ...more] = type.key;
  const wanted = field === undefined ? undefined : member(declared.fields, field);
  const isKnownById = declared.pinnedId !== undefined;
  if (!isKnownById || field === undefined || more.length > 0 || typeof wanted !== 'string') return undefined;
  const spare = `tenon-swap-${sha256(live.id).slice(0, 12)}`;
  const first = updateDraft(type, { ...declared, fields: { [field]: spare } }, live, context);
  const second = updateDraft(type, declared, { ...live, body: { ...live.body, [field]: spare } }, context);
  if (!first || !second) return undefined;
  const aside = { ...first, takes: [], operation: { ...first.operation, why: 'steps aside, so that the names can be swapped' } };
  return inSteps(aside, { ...second, frees: [] }, 'takes its name');
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
  context: Context,
): readonly Draft[] | undefined {
  if (fields.size === 0) return undefined;
  const released: [string, JsonValue][] = [];
  for (const field of fields) {
    const value = releasedValue(type, field, live, member(declared.fields, field), context.spares);
    if (value === undefined) return undefined;
    released.push([field, value]);
  }
  const halfway = Object.fromEntries(released);
  const first = updateDraft(type, { ...declared, fields: halfway }, live, context);
  const second = updateDraft(type, declared, { ...live, body: { ...live.body, ...halfway } }, context);
  if (!first || !second) return undefined;
  const why = `makes room, so that ${[...fields].join(', ')} can change hands`;
  const makingRoom = { ...first, takesValues: [], operation: { ...first.operation, why } };
  return inSteps(makingRoom, { ...second, freesValues: [] }, `takes its ${[...fields].join(', ')}`);
}

/** The second step begins from what the first one leaves, which nobody has read: it has no fingerprint of its own. */
function inSteps(first: Draft, second: Draft, why: string): readonly Draft[] {
  const { fingerprint: _, live: __, ...operation } = second.operation;
  const halfway = `halfway ${operation.id}`;
  return [
    { ...first, provides: [...first.provides, halfway], split: {} },
    {
      ...second,
      operation: { ...operation, id: `${operation.id} (step 2)`, why, risk: riskOf(operation.changes) },
      requires: [...second.requires, { token: halfway }],
      split: {},
    },
  ];
}
