import type { Address } from '../address.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';

/** What stands in a planned request for a value that is not known until apply or must not appear in a plan. */
export type Placeholder =
  /**
   * `{"$ref": "clients/Storefront", "id": "…"}`: the id of that resource; `id` is present if the tenant already has it. With a
   * `"prefix"`, that text comes before the id.
   */
  | { readonly kind: 'reference'; readonly address: Address; readonly id: string | undefined; readonly prefix: string }
  /** `{"$made": 0}`: the id of an item that this operation has created (a client's keys), counted from 0. */
  | { readonly kind: 'made'; readonly index: number }
  /** `{"$version": 2, "of": …}`: the id of that version of the resource whose id is `of`. */
  | { readonly kind: 'version'; readonly number: number; readonly of: JsonValue }
  /** `{"$secret": "/options/client_secret"}`: the declared secret at that place. */
  | { readonly kind: 'secret'; readonly pointer: Pointer }
  /** `{"$random": "password"}`: a random value that the applier makes when it sends the request, and that nothing shows or keeps. */
  | { readonly kind: 'random' }
  /** `{"$live": "/options/client_secret"}`: the live value at that place, read immediately before the write. */
  | { readonly kind: 'live'; readonly pointer: Pointer }
  /** `{"$literal": {…}}`: an object that only looks like a placeholder; its members may contain placeholders. */
  | { readonly kind: 'literal'; readonly value: JsonObject };

export const createReferencePlaceholder = (address: Address, id?: string): JsonObject => ({
  $ref: address,
  ...(id === undefined ? {} : { id }),
});

/** Puts a text before an encoded reference, which is an id or a placeholder. */
export function addReferencePrefix(encoded: JsonValue, prefix: string | undefined): JsonValue {
  if (prefix === undefined) return encoded;
  return isObject(encoded) ? { ...encoded, prefix } : `${prefix}${String(encoded)}`;
}

export const createMadePlaceholder = (index: number): JsonObject => ({ $made: index });
export const createVersionPlaceholder = (number: number, of: JsonValue): JsonObject => ({ $version: number, of });
export const createSecretPlaceholder = (pointer: Pointer): JsonObject => ({ $secret: pointer });
export const createRandomPlaceholder = (): JsonObject => ({ $random: 'password' });
export const createLivePlaceholder = (pointer: Pointer): JsonObject => ({ $live: pointer });

const MARKERS = ['$ref', '$made', '$version', '$secret', '$random', '$live', '$literal'] as const;

/** Marks a user's object that looks like a placeholder as literal. Its members may still be placeholders. */
export const markLiteral = (value: JsonObject): JsonObject =>
  MARKERS.some((name) => Object.hasOwn(value, name)) ? { $literal: value } : value;

/** Parses an object of a planned request; undefined if it is not a placeholder. */
export function parsePlaceholder(value: JsonObject): Placeholder | undefined {
  const { $ref, $made, $version, $secret, $random, $live, $literal } = value;
  if (isObject($literal)) return { kind: 'literal', value: $literal };
  if (typeof $ref === 'string') {
    const id = getObjectMember(value, 'id');
    const prefix = getObjectMember(value, 'prefix');
    return {
      kind: 'reference',
      address: $ref,
      id: typeof id === 'string' ? id : undefined,
      prefix: typeof prefix === 'string' ? prefix : '',
    };
  }
  if (typeof $made === 'number') return { kind: 'made', index: $made };
  if (typeof $version === 'number') return { kind: 'version', number: $version, of: getObjectMember(value, 'of') ?? null };
  if (typeof $secret === 'string') return { kind: 'secret', pointer: $secret };
  if ($random === 'password') return { kind: 'random' };
  return typeof $live === 'string' ? { kind: 'live', pointer: $live } : undefined;
}

/** Lists the placeholders in a planned body, in document order, also those inside of literals. */
export function findPlaceholders(body: JsonValue | undefined): readonly Placeholder[] {
  if (isArray(body)) return body.flatMap(findPlaceholders);
  if (!isObject(body)) return [];
  const placeholder = parsePlaceholder(body);
  if (placeholder?.kind === 'literal') return Object.values(placeholder.value).flatMap(findPlaceholders);
  return placeholder ? [placeholder] : Object.values(body).flatMap(findPlaceholders);
}

/** Lists the places whose secrets a planned body contains, declared or live. */
export const findSecretPlaces = (body: JsonValue | undefined): readonly Pointer[] =>
  findPlaceholders(body).flatMap((placeholder) =>
    placeholder.kind === 'secret' || placeholder.kind === 'live' ? [placeholder.pointer] : [],
  );
