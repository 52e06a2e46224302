import type { JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';
import type { FilePlace } from '../problem/problem.ts';

/**
 * One changed value. `path` is a JSON Pointer that names the items of a set or a keyed list by their value or key:
 * `/callbacks/https:~1~1acme.test~1cb`, `/scopes/read:orders/description`. References are shown as keys, secrets as `(secret)`.
 */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: Pointer;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** How reports show the value: an item of a set as `+` or `-`, a text as a unified diff, a secret never. */
  readonly kind: 'value' | 'item' | 'text' | 'secret';
  /**
   * What the value is, if reports can show it better than as text, from the schema: `html` is rendered. `access`: an item, or
   * a list of items, that gives access to another resource or to a part of one.
   */
  readonly presentation?: 'html' | 'access';
  /** Where the value is declared, if not at the operation's `origin`. */
  readonly origin?: FilePlace;
}
