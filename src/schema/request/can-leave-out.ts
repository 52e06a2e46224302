import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PatchMode } from '../load-schema.ts';
import { listRequiredMembers } from '../matches-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';

/**
 * Whether a member can be unset by omitting it, if the API does not accept null for it. This works for the members of an object that is
 * sent as a whole.
 *
 * @param whole the resource's value
 * @param steps the path to the member
 * @param isReplaced whether updates replace the whole resource
 */
export function canLeaveOut(root: Shape, whole: JsonValue, steps: readonly string[], isReplaced: boolean): boolean {
  const last = steps.at(-1);
  const parent = steps
    .slice(0, -1)
    .reduce<SchemaPlace | undefined>(stepInto, { shape: root, value: whole, mode: isReplaced ? 'replace' : 'merge' });
  if (last === undefined || !parent || parent.mode === 'merge' || !isObject(parent.value)) return false;
  const schema = getMemberShape(parent.shape, parent.value, last)?.schema;
  if (schema === undefined || NEVER_UNSET.some((word) => schema[word])) return false;
  return !listRequiredMembers(parent.shape, parent.value).includes(last);
}

const NEVER_UNSET = ['x-create-only', 'x-create-required', 'x-always-set'] as const;

interface SchemaPlace {
  readonly shape: Shape;
  readonly value: JsonValue;
  /** What the API does with omitted members. */
  readonly mode: PatchMode;
}

/** Does not step into relations and attached lists, which have separate endpoints. */
function stepInto(place: SchemaPlace | undefined, step: string): SchemaPlace | undefined {
  if (!place) return undefined;
  const [shape, value] = isArray(place.value)
    ? [getItemShape(place.shape), place.value[Number(step)]]
    : [
        isObject(place.value) ? getMemberShape(place.shape, place.value, step) : undefined,
        isObject(place.value) ? getObjectMember(place.value, step) : undefined,
      ];
  if (!shape || value === undefined || shape.schema['x-relation'] || shape.schema['x-attached']) return undefined;
  return { shape, value, mode: shape.schema['x-patch'] ?? 'replace' };
}
