import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { isDescribed } from '../is-described.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';
import { isSecretName } from './secret-name.ts';

const NO_PLACES: ReadonlySet<Pointer> = new Set();

/** A live resource as it may be shown and written to files: every secret as its mark. `places` are secret although the schema does not say so. */
export const maskResource = (shape: Shape, live: JsonObject, places: ReadonlySet<Pointer> = NO_PLACES): JsonObject =>
  maskObject(shape, live, addMirroredPlaces(shape, findUnknownSecrets(shape, live, places)), '');

/** What the schema itself calls secret it knows wherever in a list it stands. */
const findUnknownSecrets = (shape: Shape, live: JsonObject, places: ReadonlySet<Pointer>): ReadonlySet<Pointer> =>
  new Set([...places].filter((place) => !isKnownSecret(shape, live, parsePointer(place))));

/** What the API shows a second time under another name is as secret there. */
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
    // A place inside a list is told by its index in the definition, and the tenant may have it elsewhere.
    if ([...places].some((place) => place.startsWith(`${at}/`))) return SECRET_MARK;
    const items = getItemShape(shape);
    return value.map((item, index) => maskValue(items, item, places, `${at}/${index}`));
  }
  return isObject(value) ? maskObject(shape, value, places, at) : value;
}

/** No schema says what the value is, only its name: switches and numbers are no secrets, and say what it is about. */
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

/** Masks in `value` whatever is masked in `other`: two states of one resource are shown alike. */
export function maskAlike(other: JsonValue | undefined, value: JsonValue): JsonValue {
  if (other === SECRET_MARK) return SECRET_MARK;
  if (!isObject(other) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value).map((name) => [name, maskAlike(getObjectMember(other, name), getObjectMember(value, name) ?? null)]),
  );
}

/** Where a masked value has its marks. */
export function findMaskedPlaces(value: JsonValue | undefined, at: Pointer = ''): readonly Pointer[] {
  if (value === SECRET_MARK) return [at];
  if (value !== undefined && isArray(value)) return value.flatMap((item, index) => findMaskedPlaces(item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => findMaskedPlaces(item, `${at}/${escapeStep(name)}`));
}
