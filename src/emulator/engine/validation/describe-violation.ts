import type { ErrorObject } from 'ajv';
import { getObjectMember, isObject } from '../../../model/json/json-value.ts';

/**
 * Returns the API's message for a schema violation. The API uses the messages of its validator, z-schema: those for formats
 * and unique items are recorded, the others follow the validator's source.
 */
export function describeViolation(error: ErrorObject, value: unknown): string {
  const params = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return `Additional properties not allowed: ${params.additionalProperty}`;
    case 'required':
      return `Missing required property: ${params.missingProperty}`;
    case 'type':
      return `Expected type ${[params.type].flat().join(',')} but found type ${getTypeName(value)}`;
    case 'enum':
      return `No enum match for: ${JSON.stringify(value)}`;
    case 'const':
      return `Value does not equal constant: ${JSON.stringify(params.allowedValue)}`;
    case 'format':
      return `Object didn't pass validation for format ${params.format}: ${value}`;
    case 'pattern':
      return `String does not match pattern ${params.pattern}: ${value}`;
    case 'minLength':
      return `String is too short (${String(value).length} chars), minimum ${params.limit}`;
    case 'maxLength':
      return `String is too long (${String(value).length} chars), maximum ${params.limit}`;
    case 'minimum':
      return `Value ${value} is less than minimum ${params.limit}`;
    case 'maximum':
      return `Value ${value} is greater than maximum ${params.limit}`;
    case 'minItems':
      return `Array is too short (${Array.isArray(value) ? value.length : 0}), minimum ${params.limit}`;
    case 'maxItems':
      return `Array is too long (${Array.isArray(value) ? value.length : 0}), maximum ${params.limit}`;
    case 'uniqueItems':
      return `Array items are not unique (indexes ${[params.i, params.j].sort((a, b) => a - b).join(' and ')})`;
    case 'minProperties':
      return `Too few properties defined, minimum ${params.limit}`;
    case 'maxProperties':
      return `Too many properties defined, maximum ${params.limit}`;
    case 'anyOf':
    case 'oneOf':
      return `Data does not match any schemas from "${error.keyword}"`;
    default:
      return error.message ?? error.keyword;
  }
}

const getTypeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
};

/** `/groups/0/email` → `groups[0].email`. */
const formatPointer = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');

/** Returns the property path of a violation, followed by the schema's title in parentheses if it has one (recorded traffic). */
export function describeViolationPlace({ instancePath, parentSchema }: ErrorObject): string {
  const title = isObject(parentSchema) ? getObjectMember(parentSchema, 'title') : undefined;
  return `${formatPointer(instancePath)}${typeof title === 'string' ? ` (${title})` : ''}`;
}
