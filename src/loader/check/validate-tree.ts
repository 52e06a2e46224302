import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import type { Shape } from '../../schema/walk.ts';
import type { Finding } from '../findings.ts';
import type { SchemaError, Validator } from '../load-validator.ts';
import { type Mapping, nearestAt, toJson } from '../text/tree.ts';
import type { Complaint } from './complaint.ts';
import { findingOf } from './complaints.ts';

export interface Validated {
  /** What the value is called: `client "Storefront"`. */
  readonly subject: string;
  /** Whether null at a place is fine although the schema does not allow it there. */
  readonly isUnset?: (value: JsonValue, steps: readonly string[]) => boolean;
}

/** What the schema says against a value, one finding a cause. */
export function validate(
  validator: Validator,
  tree: Mapping,
  shape: Shape,
  { subject, isUnset = () => false }: Validated,
): readonly Finding[] {
  const byPlace = new Map<string, SchemaError[]>();
  const value = toJson(tree);
  const isFault = ({ instancePath }: SchemaError): boolean => {
    const steps = stepsOf(instancePath);
    return valueAt(value, steps) !== null || !isUnset(value, steps);
  };
  for (const error of validator(value).filter(isFault))
    byPlace.set(error.instancePath, [...(byPlace.get(error.instancePath) ?? []), error]);
  return [...byPlace.values()].flatMap(causesOf).map((error) => findingOf(complaintOf(error, tree, shape, subject)));
}

const valueAt = (value: JsonValue, steps: readonly string[]): JsonValue | undefined =>
  steps.reduce<JsonValue | undefined>((at, step) => {
    if (at !== undefined && isArray(at)) return at[Number(step)];
    return isObject(at) ? member(at, step) : undefined;
  }, value);

function complaintOf(error: SchemaError, root: Mapping, shape: Shape, subject: string): Complaint {
  const steps = stepsOf(error.instancePath);
  return { error, steps, root, shape, subject, at: nearestAt(root, steps) };
}

/** Of several errors of one value the first of these explains it best; the others follow from it. */
const RANK = ['type', 'const', 'enum', 'format', 'pattern'];
const rank = ({ keyword }: SchemaError): number => (RANK.includes(keyword) ? RANK.indexOf(keyword) : RANK.length);

/** That an `if` failed says nothing: why it failed is said beside it. Of an `anyOf`, its parts say more than it does. */
const SILENT = ['if', 'anyOf'];
/** Faults of single members: each is a fault of its own. */
const OF_MEMBERS = ['additionalProperties', 'required', 'propertyNames'];

/** The errors of one value that are no consequence of another one. */
function causesOf(errors: readonly SchemaError[]): readonly SchemaError[] {
  const ofMembers = errors.filter(({ keyword }) => OF_MEMBERS.includes(keyword));
  const distinct = new Map(ofMembers.map((error) => [JSON.stringify([error.keyword, error.params]), error]));
  const others = errors.filter(({ keyword }) => !OF_MEMBERS.includes(keyword) && !SILENT.includes(keyword));
  const [best] = others.sort((a, b) => rank(a) - rank(b));
  return [...distinct.values(), ...(best ? [best] : [])];
}
