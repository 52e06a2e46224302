import { randomUUID } from 'node:crypto';
import type { ApiRequest, FormParts } from '../management-api.ts';

export interface EncodedBody {
  readonly contentType: string;
  readonly text: string;
}

/** Encodes the body of a request: JSON, or a form with a file of JSON. Undefined: the request has none. */
export function encodeBody({ body, form }: Pick<ApiRequest, 'body' | 'form'>): EncodedBody | undefined {
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  return form === undefined ? { contentType: 'application/json', text } : encodeForm(form, text);
}

function encodeForm({ file, fields }: FormParts, content: string): EncodedBody {
  const boundary = `tenon-${randomUUID()}`;
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`),
    `content-disposition: form-data; name="${file}"; filename="${file}.json"\r\ncontent-type: application/json\r\n\r\n${content}`,
  ];
  const text = `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, text };
}
