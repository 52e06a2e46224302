import { type Address, addressOf } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import type { ResourceType, ScopeNeed } from '../../resources/define.ts';
import { schemaOf } from '../../schema/load.ts';
import { itemShape, memberShape, rootShape, type Shape } from '../../schema/walk.ts';

/** A declared field that the API leaves out of its answers, without a word, when the token lacks a scope. */
export interface GuardedField {
  readonly scopes: ScopeNeed;
  readonly address: Address;
  readonly pointer: Pointer;
}

export const guardedFields = (type: ResourceType, resources: readonly DeclaredResource[]): readonly GuardedField[] =>
  resources.flatMap((resource) =>
    guardedIn(rootShape(schemaOf(type.type)), { ...resource.fields, ...resource.relations }, '').map(([pointer, scopes]) => ({
      scopes,
      pointer,
      address: addressOf(type.type, resource.key),
    })),
  );

type Found = readonly [Pointer, ScopeNeed];

function guardedIn(shape: Shape | undefined, value: JsonValue | undefined, at: Pointer): readonly Found[] {
  if (!shape || value === undefined) return [];
  const scopes = shape.schema['x-requires-scope'];
  const here: readonly Found[] = scopes === undefined || shape.schema.writeOnly ? [] : [[at, scopes]];
  if (isArray(value)) return [...here, ...value.flatMap((item, index) => guardedIn(itemShape(shape), item, `${at}/${index}`))];
  if (!isObject(value)) return here;
  const names = Object.keys(value);
  return [
    ...here,
    ...names.flatMap((name) => guardedIn(memberShape(shape, value, name), member(value, name), `${at}/${escapeStep(name)}`)),
  ];
}
