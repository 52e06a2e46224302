import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../../model/json/json-value.ts';
import { badRequest, Refusal } from './refusal.ts';

/** The API's limit for a whole body with files (API reference of user imports). */
const MAX_MULTIPART_BYTES = 512_000;

/** Parses a `multipart/form-data` body: the texts of its parts, of a file its content. */
export async function parseMultipartBody(headers: IncomingHttpHeaders, bytes: Buffer): Promise<JsonObject> {
  if (bytes.length > MAX_MULTIPART_BYTES)
    throw new Refusal(413, `Payload content length greater than maximum allowed: ${MAX_MULTIPART_BYTES}`, 'invalid_body');
  const form = await readForm(headers['content-type'] ?? '', bytes);
  const parts = [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const);
  return Object.fromEntries(await Promise.all(parts));
}

async function readForm(type: string, bytes: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    throw badRequest("Payload validation error: 'Invalid multipart payload format'.");
  }
}
