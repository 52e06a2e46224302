import type { JsonValue } from '../../model/json/json-value.ts';
import { getValueAt, parsePointer } from '../../model/json/pointer.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import type { LoadFinding } from '../findings.ts';
import type { SchemaError, Validator } from '../load-validator.ts';
import { findNearest, type MapTree, toJson } from '../text/definition-tree.ts';
import { explainViolation } from './explain-violation.ts';
import type { SchemaViolation } from './schema-violation.ts';

export interface TreeValidationOptions {
  /** Name of the value in messages: `client "Storefront"`. */
  readonly subject: string;
  readonly catalogue: Catalogue;
  /** Whether null is acceptable at a path even though the schema does not allow it. */
  readonly isUnset?: (value: JsonValue, steps: readonly string[]) => boolean;
}

/** Validates a value against its schema. Returns one finding per cause. */
export function validateTree(
  validator: Validator,
  tree: MapTree,
  shape: Shape,
  { subject, catalogue, isUnset = () => false }: TreeValidationOptions,
): readonly LoadFinding[] {
  const byPlace = new Map<string, SchemaError[]>();
  const value = toJson(tree);
  const isViolation = ({ instancePath }: SchemaError): boolean =>
    getValueAt(value, instancePath) !== null || !isUnset(value, parsePointer(instancePath));
  for (const error of validator(value).filter(isViolation))
    byPlace.set(error.instancePath, [...(byPlace.get(error.instancePath) ?? []), error]);
  return [...byPlace.values()]
    .flatMap(selectCauses)
    .map((error) => explainViolation({ ...locateError(error, tree), shape, subject, catalogue }));
}

function locateError(error: SchemaError, root: MapTree): Pick<SchemaViolation, 'error' | 'steps' | 'root' | 'at'> {
  const steps = parsePointer(error.instancePath);
  return { error, steps, root, at: findNearest(root, steps) };
}

/** If a value has several errors, the first of these keywords explains it best. The other errors follow from it. */
const KEYWORD_ORDER = ['type', 'const', 'enum', 'format', 'pattern'];
const getRank = ({ keyword }: SchemaError): number =>
  KEYWORD_ORDER.includes(keyword) ? KEYWORD_ORDER.indexOf(keyword) : KEYWORD_ORDER.length;

/** Keywords of errors that only summarize others: a failed `then` has errors of its own, and so have the branches of an `anyOf`. */
const UNINFORMATIVE_KEYWORDS = ['if', 'anyOf'];
/** Keywords of errors about single members of a map. Each of them is reported. */
const MEMBER_KEYWORDS = ['additionalProperties', 'required', 'propertyNames'];

/** Whether a required member is missing because its name is misspelled, which is an error of its own. */
const isMisspelled = ({ keyword, params }: SchemaError, errors: readonly SchemaError[]): boolean =>
  keyword === 'required' &&
  errors.some(
    (other) =>
      other.keyword === 'additionalProperties' &&
      findNearestName(String(other.params.additionalProperty), [String(params.missingProperty)]) !== undefined,
  );

/** Selects the errors of one value that are not consequences of others. */
function selectCauses(errors: readonly SchemaError[]): readonly SchemaError[] {
  const memberErrors = errors.filter((error) => MEMBER_KEYWORDS.includes(error.keyword) && !isMisspelled(error, errors));
  const distinct = new Map(memberErrors.map((error) => [JSON.stringify([error.keyword, error.params]), error]));
  const others = errors.filter(({ keyword }) => !MEMBER_KEYWORDS.includes(keyword) && !UNINFORMATIVE_KEYWORDS.includes(keyword));
  const [mostSpecific] = others.sort((a, b) => getRank(a) - getRank(b));
  return [...distinct.values(), ...(mostSpecific ? [mostSpecific] : [])];
}
