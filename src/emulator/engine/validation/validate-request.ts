import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';
import { QueryParameters, type QueryValue } from '../query-parameters.ts';
import { describeViolation, describeViolationPlace } from './describe-violation.ts';
import type { RequestSchemas } from './request-schemas.ts';

/** Generic clients send these to lists without pages; the API accepts and ignores them (recorded traffic). */
const TOLERATED_PARAMETERS = new Set(['page', 'per_page', 'include_totals']);

const QUERY_ERROR = 'Query validation error';

export function checkBody(schemas: RequestSchemas, method: string, path: string, body: JsonValue | undefined): void {
  const facts = schemas.getOperation(method, path);
  if (getObjectMember(facts, 'body') === undefined) return;
  if (body === undefined) {
    if (getObjectMember(facts, 'bodyOptional') === true) return;
    throw badRequest("Payload validation error: 'Expected type object but found type undefined'.");
  }
  const violation = schemas.findViolation(method, path, 'body', body);
  if (violation === undefined) return;
  throw badRequest(
    formatViolation('Payload validation error', describeViolation(violation, violation.data), describeViolationPlace(violation)),
  );
}

const formatViolation = (kind: string, text: string, place: string): string =>
  `${kind}: '${text}'${place === '' ? '' : ` on property ${place}`}.`;

/** Converts the query parameters that the operation declares and refuses all others. */
export function parseQuery(schemas: RequestSchemas, method: string, path: string, sent: URLSearchParams): QueryParameters {
  const facts = getObjectMember(schemas.getOperation(method, path), 'query');
  const known = isObject(facts) ? facts : {};
  const values = new Map<string, QueryValue>();
  for (const name of new Set(sent.keys())) {
    const schema = getObjectMember(known, name);
    if (isObject(schema)) values.set(name, convertParameter(name, sent.getAll(name), schema));
    else if (!TOLERATED_PARAMETERS.has(name))
      throw badRequest(formatViolation(QUERY_ERROR, `Additional properties not allowed: ${name}`, ''), 'invalid_query_string');
  }
  return new QueryParameters(values);
}

function convertParameter(name: string, texts: readonly string[], schema: JsonObject): QueryValue {
  if (schema.type === 'array') return texts;
  const [text = ''] = texts;
  if (texts.length > 1) throw buildTypeError(name, String(schema.type), 'array');
  if (schema.type === 'integer') return parseInteger(name, text, schema);
  if (schema.type === 'boolean') return parseBoolean(name, text);
  return checkText(name, text, schema);
}

const buildTypeError = (name: string, expected: string, found: string) =>
  badRequest(formatViolation(QUERY_ERROR, `Expected type ${expected} but found type ${found}`, name), 'invalid_query_string');

function parseInteger(name: string, text: string, schema: JsonObject): number {
  if (!/^-?\d{1,15}$/.test(text)) throw buildTypeError(name, 'integer', 'string');
  const value = Number(text);
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && value < minimum)
    throw buildValueError(name, `Value ${value} is less than minimum ${minimum}`);
  if (typeof maximum === 'number' && value > maximum)
    throw buildValueError(name, `Value ${value} is greater than maximum ${maximum}`);
  return value;
}

const buildValueError = (name: string, text: string) =>
  badRequest(formatViolation(QUERY_ERROR, text, name), 'invalid_query_string');

function parseBoolean(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw buildTypeError(name, 'boolean', 'string');
  return text === 'true';
}

function checkText(name: string, text: string, schema: JsonObject): string {
  const { enum: allowed, maxLength } = schema;
  if (isArray(allowed) && !allowed.includes(text)) throw buildValueError(name, `No enum match for: ${JSON.stringify(text)}`);
  if (typeof maxLength === 'number' && text.length > maxLength)
    throw buildValueError(name, `String is too long (${text.length} chars), maximum ${maxLength}`);
  return text;
}
