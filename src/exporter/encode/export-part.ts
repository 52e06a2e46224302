import type { JsonValue } from '../../model/json/json-value.ts';
import { type Pointer, toPointer } from '../../model/json/pointer.ts';

/** A value to write to a file. Secrets and long texts are marked, because the YAML may contain only a reference to them. */
export type ExportPart =
  | { readonly kind: 'plain'; readonly value: null | boolean | number | string }
  /** A long text that can have a separate file. */
  | { readonly kind: 'text'; readonly value: string; readonly extension: string }
  /** `hidden`: the API doesn't return the value, so somebody has to supply it. */
  | {
      readonly kind: 'secret';
      readonly value: boolean | number | string;
      readonly hidden: boolean;
      /** Answers lack the member altogether. */
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

/** The value that loading the file yields. Contains secrets in clear text: only for comparisons in memory. */
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

/** The same value without secrets that answers lack. */
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
