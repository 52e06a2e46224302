import type { JsonValue } from '../../../model/json/json-value.ts';
import type { Change } from '../../../model/plan/change.ts';

export type Sign = '+' | '-' | '~';

/** A change of one field of a resource, independent of the report format. */
export type ChangeEntry = ValueEntry | SecretEntry | TextEntry | ListEntry;

/** A value that is short enough to be shown on one line. */
export interface ValueEntry {
  readonly kind: 'value';
  readonly name: string;
  readonly sign: Sign;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly presentation?: Change['presentation'];
}

export interface SecretEntry {
  readonly kind: 'secret';
  readonly name: string;
  readonly sign: Sign;
}

/** A long or multi-line value, shown as a line diff. */
export interface TextEntry {
  readonly kind: 'text';
  readonly name: string;
  readonly sign: Sign;
  readonly before: string;
  readonly after: string;
  readonly presentation?: Change['presentation'];
}

/** A set or a keyed list, item by item. */
export interface ListEntry {
  readonly kind: 'list';
  readonly name: string;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly sign: Sign;
  /** The item's value or key. */
  readonly name: string;
  /** The content of an added or removed item that is an object. */
  readonly value?: JsonValue;
  /** Changes inside an item that exists before and after. */
  readonly entries: readonly ChangeEntry[];
}

export const toSign = (op: 'add' | 'remove' | 'replace'): Sign => (op === 'add' ? '+' : op === 'remove' ? '-' : '~');
