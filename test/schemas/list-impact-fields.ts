import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { getListAt, getObjectAt } from './schema-helpers.ts';

export interface ImpactField {
  readonly at: string;
  /** Whether a plan can say what a change of the field does: by its own word, a derived one, or that of a field around it. */
  readonly hasWord: boolean;
}

interface FieldPlace {
  readonly root: JsonObject;
  readonly at: string;
  /** Whether a field around it has a word that it can take. */
  readonly inherits: boolean;
  /** Definitions on the way here: one that contains itself is entered once. */
  readonly entered: readonly string[];
  /** Names of members that identify what contains them, and so never change. */
  readonly keys: readonly JsonValue[];
}

/** Lists every field that a definition can change. `key` names the fields that identify a resource of the type. */
export const listImpactFields = (root: JsonObject, key: readonly string[]): readonly ImpactField[] =>
  listMembers(root, { root, at: '', inherits: hasDirection(root, 'any'), entered: [], keys: key });

/** Resolves a `$ref` as tenon does: keywords next to it take precedence. */
export function resolveReference(schema: JsonObject, root: JsonObject): JsonObject {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string') return schema;
  return { ...resolveReference(getObjectAt(getObjectAt(root, '$defs'), $ref.slice('#/$defs/'.length)), root), ...beside };
}

const hasDirection = (schema: JsonObject, direction: string): boolean =>
  Object.hasOwn(getObjectAt(schema, 'x-impact'), direction);

const hasOwnWord = (schema: JsonObject): boolean =>
  ['up', 'down', 'any'].some((direction) => hasDirection(schema, direction)) ||
  schema['x-secret'] === true ||
  schema['x-file'] === 'js';

function listMembers(schema: JsonObject, place: FieldPlace): readonly ImpactField[] {
  const forms = getListAt(schema, 'allOf')
    .filter(isObject)
    .map((condition) => resolveReference(getObjectAt(condition, 'then'), place.root));
  const names = new Set([schema, ...forms].flatMap((form) => Object.keys(getObjectAt(form, 'properties'))));
  return [
    ...[...names].flatMap((name) => listForms(name, schema, forms).flatMap((form) => listField(form, name, place))),
    ...Object.entries(getObjectAt(schema, 'patternProperties')).flatMap(([name, form]) => listField(form, `/${name}/`, place)),
    ...listField(getObjectMember(schema, 'additionalProperties') ?? null, '*', place),
  ];
}

/** The member on its own, and as each condition has it. */
function listForms(name: string, schema: JsonObject, forms: readonly JsonObject[]): readonly JsonObject[] {
  const own = getObjectAt(getObjectAt(schema, 'properties'), name);
  const conditional = forms.map((form) => getObjectAt(form, 'properties')).filter((members) => Object.hasOwn(members, name));
  return [own, ...conditional.map((members) => ({ ...own, ...getObjectAt(members, name) }))];
}

function listField(form: JsonValue, name: string, place: FieldPlace): readonly ImpactField[] {
  if (!isObject(form) || name.startsWith('$') || place.keys.includes(name)) return [];
  const { $ref } = form;
  if (typeof $ref === 'string' && place.entered.includes($ref)) return [];
  const schema = resolveReference(form, place.root);
  if (schema.readOnly === true || schema['x-create-only'] === true) return [];
  const hasWord = hasOwnWord(schema) || place.inherits;
  const entered = typeof $ref === 'string' ? [...place.entered, $ref] : place.entered;
  const inner = { ...place, at: `${place.at}/${name}`, inherits: hasWord, entered, keys: [] };
  return [{ at: inner.at, hasWord }, ...listMembers(schema, inner), ...listItemMembers(schema, inner)];
}

/** `up` and `down` of a list are about whole items, so that members of an item inherit `any` only. */
function listItemMembers(list: JsonObject, place: FieldPlace): readonly ImpactField[] {
  const items = resolveReference(getObjectAt(list, 'items'), place.root);
  if (Object.hasOwn(items, 'x-reference')) return [];
  const key = Object.hasOwn(list, 'x-item-key') ? getListAt(list, 'x-item-key') : getListAt(items, 'required');
  const isDirected = hasDirection(list, 'up') || hasDirection(list, 'down');
  const inherits = hasOwnWord(items) || hasDirection(list, 'any') || (!isDirected && place.inherits);
  return listMembers(items, { ...place, at: `${place.at}[]`, inherits, keys: key });
}
