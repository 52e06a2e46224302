import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';

/** The live state that the checks read. */
export interface CheckedState {
  /** Decoded resources by `type/id`. */
  readonly resources: Map<string, JsonObject>;
  /** Relation items by `type/id field`. */
  readonly relations: Map<string, readonly JsonValue[]>;
  /** Decoded list items by type. */
  readonly lists: Map<string, readonly JsonObject[]>;
}
