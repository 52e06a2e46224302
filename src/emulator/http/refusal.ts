import { STATUS_CODES } from 'node:http';
import type { JsonObject } from '../../model/json/json-value.ts';

/**
 * An error response of the API. Thrown from any depth of a handler; `toErrorAnswer` in `dispatch-request.ts` turns it into a
 * response.
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

/** Builds an error body, with members in the API's order (recorded traffic) and `errorCode` only if the API sends one. */
export const toErrorBody = (refusal: Refusal): JsonObject => ({
  statusCode: refusal.status,
  error: STATUS_CODES[refusal.status] ?? 'Error',
  message: refusal.message,
  ...(refusal.errorCode === undefined ? {} : { errorCode: refusal.errorCode }),
});
