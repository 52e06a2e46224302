import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { isDescribed } from '../is-described.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';
import { isSecretName } from './secret-name.ts';

const NO_PLACES: ReadonlySet<Pointer> = new Set();

/**
 * Masks every secret in a live resource, so that it can be shown or written to a file.
 *
 * @param places further secret places, which the schema does not mark
 */
export const maskResource = (shape: Shape, live: JsonObject, places: ReadonlySet<Pointer> = NO_PLACES): JsonObject =>
  maskObject(shape, live, addMirroredPlaces(shape, findUnknownSecrets(shape, live, places)), '');

/** Keeps the places that the schema does not mark as secret. The others are masked by schema, at any list index. */
const findUnknownSecrets = (shape: Shape, live: JsonObject, places: ReadonlySet<Pointer>): ReadonlySet<Pointer> =>
  new Set([...places].filter((place) => !isKnownSecret(shape, live, parsePointer(place))));

/** Adds the places where the API repeats a secret under another name (`x-mirrors`). */
function addMirroredPlaces({ schema }: Shape, places: ReadonlySet<Pointer>): ReadonlySet<Pointer> {
  if (places.size === 0) return places;
  const mirrors = Object.entries(schema.properties ?? {}).filter(([, field]) => field['x-mirrors'] !== undefined);
  const mirrored = mirrors.flatMap(([name, { 'x-mirrors': source = '' }]) =>
    [...places]
      .filter((place) => `${place}/`.startsWith(`${source}/`))
      .map((place) => `/${escapeStep(name)}${place.slice(source.length)}`),
  );
  return new Set([...places, ...mirrored]);
}

function isKnownSecret(shape: Shape | undefined, value: JsonValue | undefined, steps: readonly string[]): boolean {
  if (shape?.schema['x-secret']) return true;
  const [step, ...innerSteps] = steps;
  if (!shape || step === undefined) return false;
  const items = getItemShape(shape);
  if (items) return isKnownSecret(items, undefined, innerSteps);
  const holder = value !== undefined && isObject(value) ? value : {};
  return isKnownSecret(getMemberShape(shape, holder, step), getObjectMember(holder, step), innerSteps);
}

function maskValue(shape: Shape | undefined, value: JsonValue, places: ReadonlySet<Pointer>, at: Pointer): JsonValue {
  if (shape?.schema['x-secret'] || places.has(at)) return value === null ? null : SECRET_MARK;
  if (!isDescribed(shape, value) && isSecretName(parsePointer(at).at(-1) ?? '')) return maskTexts(value);
  if (isArray(value)) {
    // The place has the item's index in the definition, which may differ in the tenant, so the whole list is masked.
    if ([...places].some((place) => place.startsWith(`${at}/`))) return SECRET_MARK;
    const items = getItemShape(shape);
    return value.map((item, index) => maskValue(items, item, places, `${at}/${index}`));
  }
  return isObject(value) ? maskObject(shape, value, places, at) : value;
}

/** Masks the strings in a value whose name looks secret. Booleans and numbers stay readable, since they are no secrets. */
function maskTexts(value: JsonValue): JsonValue {
  if (typeof value === 'string') return SECRET_MARK;
  if (isArray(value)) return value.map(maskTexts);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskTexts(item)])) : value;
}

const maskObject = (shape: Shape | undefined, value: JsonObject, places: ReadonlySet<Pointer>, at: Pointer): JsonObject =>
  Object.fromEntries(
    Object.keys(value).map((name) => {
      const child = shape && getMemberShape(shape, value, name);
      return [name, maskValue(child, getObjectMember(value, name) ?? null, places, `${at}/${escapeStep(name)}`)];
    }),
  );

/** Masks in `value` everything that is masked in `other`, so that two states of a resource stay comparable. */
export function maskAlike(other: JsonValue | undefined, value: JsonValue): JsonValue {
  if (other === SECRET_MARK) return SECRET_MARK;
  if (!isObject(other) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value).map((name) => [name, maskAlike(getObjectMember(other, name), getObjectMember(value, name) ?? null)]),
  );
}

/** Finds the places in a value that are masked. */
export function findMaskedPlaces(value: JsonValue | undefined, at: Pointer = ''): readonly Pointer[] {
  if (value === SECRET_MARK) return [at];
  if (value !== undefined && isArray(value)) return value.flatMap((item, index) => findMaskedPlaces(item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => findMaskedPlaces(item, `${at}/${escapeStep(name)}`));
}
