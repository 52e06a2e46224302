import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../../src/model/json/json-value.ts';
import { getListAt, getObjectAt } from '../schema-helpers.ts';

/** One member that a schema describes: a name for each step, `[]` for an item of a list, `*` for any name. */
export interface Member {
  readonly steps: readonly string[];
  /** The values that the schema lists. Empty: it lists none. */
  readonly values: readonly string[];
  /** Values that the API need not accept: retired ones, those that only the API sets, and those that are refused with a reason. */
  readonly extraValues: readonly string[];
  /** Whether the schema says what is inside: a member with others inside is described by them. */
  readonly isLeaf: boolean;
  /** Whether members that the schema does not describe are accepted inside. */
  readonly isOpen: boolean;
}

export interface ListOptions {
  /** Values of fields at the top that conditions test: `{ name: 'captcha' }`. Other conditions count as met, all at once. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Fields at the top that are not there: conditions that require them do not apply. */
  readonly absent?: readonly string[];
  /** Whether a member and everything in it is left out. `forms` are all schemas that apply to it. */
  readonly isLeftOut?: (forms: readonly JsonObject[], steps: readonly string[]) => boolean;
}

interface Walk extends ListOptions {
  readonly root: JsonObject;
  /** Schemas on the way from the top, so that one which contains itself ends the walk. */
  readonly above: ReadonlySet<JsonObject>;
}

/** Lists what a schema describes, with the alternatives of `anyOf` and the like and of all conditions side by side. */
export const listMembers = (root: JsonObject, start: JsonObject, options: ListOptions = {}): readonly Member[] => {
  const walk: Walk = { ...options, root, above: new Set() };
  return listInside(listForms(start, walk, options.fixed ?? {}), [], walk);
};

function listInside(forms: readonly JsonObject[], steps: readonly string[], walk: Walk): readonly Member[] {
  if (forms.some((form) => walk.above.has(form)) || walk.isLeftOut?.(forms, steps)) return [];
  const inner: Walk = { ...walk, above: new Set([...walk.above, ...forms]) };
  const parts = [...groupParts(forms)];
  return [
    describeMember(steps, forms, parts.length === 0),
    ...parts.flatMap(([step, schemas]) =>
      listInside(
        schemas.flatMap((schema) => listForms(schema, inner, {})),
        [...steps, step],
        inner,
      ),
    ),
  ];
}

const describeMember = (steps: readonly string[], forms: readonly JsonObject[], isLeaf: boolean): Member => {
  const extraValues = forms.flatMap(listExtraValues);
  const values = forms.flatMap(listValues);
  return {
    ...{ steps, isLeaf, extraValues },
    values: values.length === 0 ? [] : [...values, ...extraValues],
    isOpen: forms.some((form) => getObjectMember(form, 'additionalProperties') === true || (isLeaf && takesAnything(form))),
  };
};

/** An object or a list of which the schema says no more, or a value of which it says nothing. */
const takesAnything = (form: JsonObject): boolean =>
  Object.keys(form).length === 0 ||
  ([getObjectMember(form, 'type') ?? []].flat().some((type) => type === 'object' || type === 'array') &&
    !['additionalProperties', 'items'].some((word) => Object.hasOwn(form, word)));

const EXTRA_VALUES = ['x-retired-values', 'x-read-only-values', 'x-refused-values'];

const listExtraValues = (form: JsonObject): readonly string[] =>
  EXTRA_VALUES.flatMap((word) => {
    const values = getObjectMember(form, word) ?? {};
    return isObject(values) ? Object.keys(values) : [values].flat().map(String);
  });

/** Groups the schemas one step further by that step. */
function groupParts(forms: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const parts = new Map<string, readonly JsonObject[]>();
  for (const [step, schema] of forms.flatMap(listParts)) parts.set(step, [...(parts.get(step) ?? []), schema]);
  return parts;
}

const listParts = (form: JsonObject): readonly (readonly [string, JsonObject])[] => [
  ...Object.entries(getObjectAt(form, 'properties')).flatMap(([name, part]) => toPart(name, part)),
  ...toPart('[]', getObjectMember(form, 'items')),
  ...toPart('*', getObjectMember(form, 'additionalProperties')),
];

const toPart = (step: string, schema: JsonValue | undefined): readonly (readonly [string, JsonObject])[] =>
  isObject(schema) ? [[step, schema]] : [];

const listValues = (form: JsonObject): readonly string[] =>
  [...getListAt(form, 'enum'), getObjectMember(form, 'const') ?? null].filter((value) => value !== null).map(String);

/** Lists all schemas that can apply where `schema` stands. */
function listForms(schema: JsonObject, walk: Walk, fixed: Readonly<Record<string, string>>): readonly JsonObject[] {
  const more = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => getListAt(schema, word));
  const conditional = isMet(schema, fixed, walk.absent) ? [getObjectMember(schema, 'then'), getObjectMember(schema, 'else')] : [];
  const next = [resolveRef(schema, walk.root), ...more, ...conditional].filter(isObject);
  return [schema, ...next.flatMap((form) => listForms(form, walk, fixed))];
}

function resolveRef(schema: JsonObject, root: JsonObject): JsonValue | undefined {
  const reference = getObjectMember(schema, '$ref');
  return typeof reference === 'string'
    ? getObjectMember(getObjectAt(root, '$defs'), reference.replace('#/$defs/', ''))
    : undefined;
}

function isMet(schema: JsonObject, fixed: Readonly<Record<string, string>>, absent: readonly string[] = []): boolean {
  if (getListAt(getObjectAt(schema, 'if'), 'required').some((name) => absent.includes(String(name)))) return false;
  const tests = Object.entries(getObjectAt(getObjectAt(schema, 'if'), 'properties'));
  return tests.every(([name, test]) => {
    const value = getObjectMember(fixed, name);
    return value === undefined || !isObject(test) || listValues(test).includes(String(value));
  });
}

/** `actions[].params.url` for the steps to it. */
export const formatPath = (steps: readonly string[]): string => steps.join('.').replaceAll('.[]', '[]');
