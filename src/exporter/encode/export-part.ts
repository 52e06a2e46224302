import type { JsonValue } from '../../model/json/json-value.ts';
import { type Pointer, toPointer } from '../../model/json/pointer.ts';

/** A value on its way into a file. What must not, or need not, stand in the YAML itself is marked here, where its schema is known. */
export type ExportPart =
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
  readonly items: readonly ExportPart[];
}

export interface MapPart {
  readonly kind: 'map';
  readonly members: readonly MapMember[];
}

export type MapMember = readonly [name: string, part: ExportPart];

export const toPlainPart = (value: null | boolean | number | string): ExportPart => ({ kind: 'plain', value });

/** The value as a definition would have it once it is loaded. Secrets in clear: for comparisons in memory only. */
export function toClearValue(part: ExportPart): JsonValue {
  switch (part.kind) {
    case 'list':
      return part.items.map(toClearValue);
    case 'map':
      return Object.fromEntries(part.members.map(([name, member]) => [name, toClearValue(member)]));
    default:
      return part.value;
  }
}

/** The same as far as the tenant shows it. */
export function toShownValue(part: ExportPart): JsonValue {
  if (part.kind === 'list') return part.items.map(toShownValue);
  if (part.kind !== 'map') return toClearValue(part);
  const shown = part.members.filter(([, member]) => member.kind !== 'secret' || !member.unseen);
  return Object.fromEntries(shown.map(([name, member]) => [name, toShownValue(member)]));
}

export interface SecretPlace {
  readonly steps: readonly (string | number)[];
  readonly part: Extract<ExportPart, { readonly kind: 'secret' }>;
}

export function collectSecrets(part: ExportPart, steps: readonly (string | number)[] = []): readonly SecretPlace[] {
  switch (part.kind) {
    case 'secret':
      return [{ steps, part }];
    case 'list':
      return part.items.flatMap((item, index) => collectSecrets(item, [...steps, index]));
    case 'map':
      return part.members.flatMap(([name, member]) => collectSecrets(member, [...steps, name]));
    default:
      return [];
  }
}

export const collectSecretPointers = (part: ExportPart): ReadonlySet<Pointer> =>
  new Set(collectSecrets(part).map(({ steps }) => toPointer(steps)));
