import type { JsonValue } from '../../model/json/json-value.ts';

/**
 * A change of the state: the part that changed, its location and the new value. Without a value, the entry was deleted. The
 * location is a collection and an id, a relation and its two ends, the name of a setting, or the log.
 */
export type StateChange =
  | readonly ['collections', name: string, id: string, value?: JsonValue]
  | readonly ['links', name: string, left: string, right: string, data?: JsonValue]
  | readonly ['settings', name: string, value?: JsonValue]
  | readonly ['logs', event: JsonValue]
  | readonly ['log scopes', jti: string, scopes: JsonValue];

/** Collects changes until they are appended to the state file. */
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
