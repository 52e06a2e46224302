import type { JsonValue } from '../../model/json/json-value.ts';

/** What a handler gives back. No `body` means an empty answer, as for most 204s. */
export interface Answer {
  readonly status: number;
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: JsonValue): Answer => ({ status: 200, body });
export const created = (body: JsonValue): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };
