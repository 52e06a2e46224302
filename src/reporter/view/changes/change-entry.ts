import type { JsonValue } from '../../../model/json/json-value.ts';

export type Sign = '+' | '-' | '~';

/** What changed in one field of a resource, as every format shows it. */
export type ChangeEntry = ValueEntry | SecretEntry | TextEntry | ListEntry;

/** A value that reads on one line, or nearly so. */
export interface ValueEntry {
  readonly kind: 'value';
  readonly name: string;
  readonly sign: Sign;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

export interface SecretEntry {
  readonly kind: 'secret';
  readonly name: string;
  readonly sign: Sign;
}

/** Long or of several lines: shown as a diff of texts. */
export interface TextEntry {
  readonly kind: 'text';
  readonly name: string;
  readonly sign: Sign;
  readonly before: string;
  readonly after: string;
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
  /** What an item that is an object says, when it comes or goes. */
  readonly value?: JsonValue;
  /** What changes inside an item that stays. */
  readonly entries: readonly ChangeEntry[];
}

export const toSign = (op: 'add' | 'remove' | 'replace'): Sign => (op === 'add' ? '+' : op === 'remove' ? '-' : '~');
