import type { JsonValue } from '../../model/json/json.ts';
import { type Pointer, pointerOf } from '../../model/json/pointer.ts';

/** A value on its way into a file. What must not, or need not, stand in the YAML itself is marked here, where its schema is known. */
export type Part =
  | { readonly kind: 'plain'; readonly value: null | boolean | number | string }
  /** A long text, for a file of its own. */
  | { readonly kind: 'text'; readonly value: string; readonly extension: string }
  /** `hidden`: the tenant does not show the value, so somebody has to know it. */
  | {
      readonly kind: 'secret';
      readonly value: boolean | number | string;
      readonly hidden: boolean;
      /** Nothing of it is in what the tenant shows. */
      readonly unseen?: true;
    }
  | ListPart
  | MapPart;

export interface ListPart {
  readonly kind: 'list';
  readonly items: readonly Part[];
}

export interface MapPart {
  readonly kind: 'map';
  readonly members: readonly Member[];
}

export type Member = readonly [name: string, part: Part];

export const plain = (value: null | boolean | number | string): Part => ({ kind: 'plain', value });

/** The value as a definition would have it once it is loaded. Secrets in clear: for comparisons in memory only. */
export function clearOf(part: Part): JsonValue {
  switch (part.kind) {
    case 'list':
      return part.items.map(clearOf);
    case 'map':
      return Object.fromEntries(part.members.map(([name, member]) => [name, clearOf(member)]));
    default:
      return part.value;
  }
}

/** The same as far as the tenant shows it. */
export function shownOf(part: Part): JsonValue {
  if (part.kind === 'list') return part.items.map(shownOf);
  if (part.kind !== 'map') return clearOf(part);
  const shown = part.members.filter(([, member]) => member.kind !== 'secret' || !member.unseen);
  return Object.fromEntries(shown.map(([name, member]) => [name, shownOf(member)]));
}

export interface SecretPlace {
  readonly steps: readonly (string | number)[];
  readonly part: Extract<Part, { readonly kind: 'secret' }>;
}

export function secretsIn(part: Part, steps: readonly (string | number)[] = []): readonly SecretPlace[] {
  switch (part.kind) {
    case 'secret':
      return [{ steps, part }];
    case 'list':
      return part.items.flatMap((item, index) => secretsIn(item, [...steps, index]));
    case 'map':
      return part.members.flatMap(([name, member]) => secretsIn(member, [...steps, name]));
    default:
      return [];
  }
}

export const secretPointers = (part: Part): ReadonlySet<Pointer> => new Set(secretsIn(part).map(({ steps }) => pointerOf(steps)));
