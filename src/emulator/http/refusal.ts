import { STATUS_CODES } from 'node:http';
import type { JsonObject } from '../../model/json/json-value.ts';

/**
 * An error answer of the API. Thrown rather than returned: a refusal may come from any depth of a handler and always ends
 * the request, and one place (`dispatch.ts`) turns it into a body.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly errorCode: string | undefined;

  constructor(status: number, message: string, errorCode?: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }
}

export const badRequest = (message: string, errorCode = 'invalid_body'): Refusal => new Refusal(400, message, errorCode);
export const notFound = (message: string, errorCode?: string): Refusal => new Refusal(404, message, errorCode);
export const conflict = (message: string, errorCode?: string): Refusal => new Refusal(409, message, errorCode);
export const forbidden = (message: string, errorCode?: string): Refusal => new Refusal(403, message, errorCode);

/** Member order as in recorded traffic; `errorCode` is left out where the API has none. */
export const toErrorBody = (refusal: Refusal): JsonObject => ({
  statusCode: refusal.status,
  error: STATUS_CODES[refusal.status] ?? 'Error',
  message: refusal.message,
  ...(refusal.errorCode === undefined ? {} : { errorCode: refusal.errorCode }),
});
