import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';
import { Query, type QueryValue } from '../query.ts';
import { violationPlace, violationText } from './schema-error-text.ts';
import type { Schemas } from './schemas.ts';

/** Generic clients send these to lists that do not page; the API lets them pass (seen in recorded traffic). */
const TOLERATED = new Set(['page', 'per_page', 'include_totals']);

const QUERY = 'Query validation error';

export function checkBody(schemas: Schemas, method: string, path: string, body: JsonValue | undefined): void {
  const facts = schemas.operation(method, path);
  if (getObjectMember(facts, 'body') === undefined) return;
  if (body === undefined) {
    if (getObjectMember(facts, 'bodyOptional') === true) return;
    throw badRequest("Payload validation error: 'Expected type object but found type undefined'.");
  }
  const violation = schemas.violation(method, path, 'body', body);
  if (violation === undefined) return;
  throw badRequest(
    violationMessage('Payload validation error', violationText(violation, violation.data), violationPlace(violation)),
  );
}

const violationMessage = (kind: string, text: string, place: string): string =>
  `${kind}: '${text}'${place === '' ? '' : ` on property ${place}`}.`;

/** Parameters are text on the wire: those that the operation knows are converted, others are refused. */
export function readQuery(schemas: Schemas, method: string, path: string, sent: URLSearchParams): Query {
  const facts = getObjectMember(schemas.operation(method, path), 'query');
  const known = isObject(facts) ? facts : {};
  const values = new Map<string, QueryValue>();
  for (const name of new Set(sent.keys())) {
    const schema = getObjectMember(known, name);
    if (isObject(schema)) values.set(name, converted(name, sent.getAll(name), schema));
    else if (!TOLERATED.has(name))
      throw badRequest(violationMessage(QUERY, `Additional properties not allowed: ${name}`, ''), 'invalid_query_string');
  }
  return new Query(values);
}

function converted(name: string, texts: readonly string[], schema: JsonObject): QueryValue {
  if (schema.type === 'array') return texts;
  const [text = ''] = texts;
  if (texts.length > 1) throw wrongType(name, String(schema.type), 'array');
  if (schema.type === 'integer') return integer(name, text, schema);
  if (schema.type === 'boolean') return flag(name, text);
  return checkedText(name, text, schema);
}

const wrongType = (name: string, expected: string, found: string) =>
  badRequest(violationMessage(QUERY, `Expected type ${expected} but found type ${found}`, name), 'invalid_query_string');

function integer(name: string, text: string, schema: JsonObject): number {
  if (!/^-?\d{1,15}$/.test(text)) throw wrongType(name, 'integer', 'string');
  const value = Number(text);
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && value < minimum) throw outside(name, `Value ${value} is less than minimum ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) throw outside(name, `Value ${value} is greater than maximum ${maximum}`);
  return value;
}

const outside = (name: string, text: string) => badRequest(violationMessage(QUERY, text, name), 'invalid_query_string');

function flag(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw wrongType(name, 'boolean', 'string');
  return text === 'true';
}

function checkedText(name: string, text: string, schema: JsonObject): string {
  const { enum: allowed, maxLength } = schema;
  if (isArray(allowed) && !allowed.includes(text)) throw outside(name, `No enum match for: ${JSON.stringify(text)}`);
  if (typeof maxLength === 'number' && text.length > maxLength)
    throw outside(name, `String is too long (${text.length} chars), maximum ${maxLength}`);
  return text;
}
