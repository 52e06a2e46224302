import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { createLivePlaceholder, markLiteral } from '../../model/plan/placeholders.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';

/** Adds live values that the API would overwrite if an update omitted them (`x-resend: true`). */
export function composeResentLive(shape: Shape, live: JsonObject): JsonObject {
  const names = Object.keys(live).filter((name) => getMemberShape(shape, live, name)?.schema['x-resend'] === true);
  return Object.fromEntries(
    names.map((name) => [name, composeLiveValue(getMemberShape(shape, live, name), live[name], `/${escapeStep(name)}`) ?? null]),
  );
}

/** Collects members that the API returns under another name (`x-shown-as`): omitting them would unset them. */
export function collectShownElsewhere(shape: Shape | undefined, live: JsonObject, declared: JsonObject): JsonObject {
  const names = Object.entries(shape?.schema.properties ?? {}).filter(
    ([name, { 'x-shown-as': other, 'x-shown-hash': hash }]) =>
      other !== undefined && hash === undefined && !Object.hasOwn(live, name) && !Object.hasOwn(declared, name),
  );
  return Object.fromEntries(
    names.flatMap(([name, { 'x-shown-as': other = '' }]): [string, JsonValue][] => {
      const value = getObjectMember(live, other);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Encodes a live value that is sent back, without computed members. A secret becomes a placeholder, and apply reads it again. */
export function composeLiveValue(shape: Shape | undefined, live: JsonValue | undefined, at: Pointer): JsonValue | undefined {
  if (live === undefined || shape?.schema.readOnly || shape?.schema['x-opaque']) return undefined;
  if (live === null) return null;
  if (shape?.schema['x-secret']) return createLivePlaceholder(at);
  if (isArray(live)) {
    const items = getItemShape(shape);
    return live.map((item, index) => composeLiveValue(items, item, `${at}/${index}`) ?? null);
  }
  if (!isObject(live)) return live;
  const members = Object.keys(live).flatMap((name): [string, JsonValue][] => {
    const kept = composeLiveValue(
      shape && getMemberShape(shape, live, name),
      getObjectMember(live, name),
      `${at}/${escapeStep(name)}`,
    );
    return kept === undefined ? [] : [[name, kept]];
  });
  return markLiteral(Object.fromEntries(members));
}
