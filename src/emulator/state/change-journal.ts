import type { JsonValue } from '../../model/json/json-value.ts';

/**
 * One thing that has changed: which part of the state, where in it, and what is there now. Nothing at the end means that it is gone.
 * What is said about each part: the collection and an id; the relation and its two ends; the name of a setting; the log.
 */
export type StateChange =
  | readonly ['collections', name: string, id: string, value?: JsonValue]
  | readonly ['links', name: string, left: string, right: string, data?: JsonValue]
  | readonly ['settings', name: string, value?: JsonValue]
  | readonly ['logs', event: JsonValue]
  | readonly ['log scopes', jti: string, scopes: JsonValue];

/** What has changed since it was last written down. */
export class ChangeJournal {
  #changes: StateChange[] = [];

  record = (change: StateChange): void => void this.#changes.push(change);

  take(): readonly StateChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }
}

export type RecordChange = ChangeJournal['record'];
export const ignoreChange: RecordChange = () => undefined;
