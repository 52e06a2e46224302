import type { JsonValue } from '../../model/json/json-value.ts';

/** The response of a handler. Without `body` the response is empty. */
export interface Answer {
  readonly status: number;
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

export const answerOk = (body: JsonValue): Answer => ({ status: 200, body });
export const answerCreated = (body: JsonValue): Answer => ({ status: 201, body });
export const NO_CONTENT: Answer = { status: 204 };
