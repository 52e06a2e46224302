import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import { badRequest, Refusal } from './refusal.ts';

/** The API's limit. */
const MAX_BODY_BYTES = 1_048_576;

export async function readBody(request: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (size > MAX_BODY_BYTES)
    throw new Refusal(413, `Payload content length greater than maximum allowed: ${MAX_BODY_BYTES}`, 'invalid_body');
  return Buffer.concat(chunks);
}

/** Parses a body for the request recorder; `undefined` if it is not JSON. */
export function parseJsonIfValid(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const getMediaType = (headers: IncomingHttpHeaders): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Parses a JSON body; `undefined` if there is none. Stricter than the API: only `application/json` in UTF-8. */
export function parseJsonBody(headers: IncomingHttpHeaders, bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  if (getMediaType(headers) !== 'application/json') throw new Refusal(415, 'Unsupported Media Type');
  return parseJson(decodeUtf8(bytes));
}

/** Parses the body of `/oauth/token`: a form or JSON. */
export function parseFormOrJson(headers: IncomingHttpHeaders, bytes: Buffer): JsonValue | undefined {
  if (getMediaType(headers) !== 'application/x-www-form-urlencoded') return parseJsonBody(headers, bytes);
  return Object.fromEntries(new URLSearchParams(decodeUtf8(bytes)));
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('Invalid request payload: the body is not valid UTF-8');
  }
}

/** Protects recursive functions from a stack overflow. Real bodies are a few levels deep. */
const MAX_DEPTH = 100;

function parseJson(text: string): JsonValue {
  if (computeNestingDepth(text) > MAX_DEPTH) throw badRequest('Invalid request payload: nested too deeply');
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('Invalid request payload JSON format');
  }
  if (text.includes('__proto__') && hasProtoMember(value))
    throw badRequest('Invalid request payload: forbidden member __proto__');
  return value;
}

/** Computes how deep brackets nest outside of strings. */
function computeNestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText && sign === '\\') at += 1;
    else if (sign === '"') inText = !inText;
    else if (!inText && (sign === '{' || sign === '[')) deepest = Math.max(deepest, ++depth);
    else if (!inText && (sign === '}' || sign === ']')) depth -= 1;
  }
  return deepest;
}

const hasProtoMember = (value: JsonValue): boolean => {
  if (Array.isArray(value)) return value.some(hasProtoMember);
  return isObject(value) && (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProtoMember));
};
