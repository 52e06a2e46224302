import { type Address, toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType, ScopeNeed } from '../../resources/resource-type.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';

/** A declared field that the API silently omits from its answers when the token lacks a scope. */
export interface ScopedField {
  readonly scopes: ScopeNeed;
  readonly address: Address;
  readonly pointer: Pointer;
}

export const listScopedFields = (type: ResourceType, resources: readonly DeclaredResource[]): readonly ScopedField[] =>
  resources.flatMap((resource) =>
    collectScopedPlaces(getResourceShape(type), { ...resource.fields, ...resource.relations }, '').map(([pointer, scopes]) => ({
      scopes,
      pointer,
      address: toAddress(type.type, resource.key),
    })),
  );

type ScopedPlace = readonly [Pointer, ScopeNeed];

function collectScopedPlaces(shape: Shape | undefined, value: JsonValue | undefined, at: Pointer): readonly ScopedPlace[] {
  if (!shape || value === undefined) return [];
  const scopes = shape.schema['x-requires-scope'];
  const here: readonly ScopedPlace[] = scopes === undefined || shape.schema.writeOnly ? [] : [[at, scopes]];
  if (isArray(value))
    return [...here, ...value.flatMap((item, index) => collectScopedPlaces(getItemShape(shape), item, `${at}/${index}`))];
  if (!isObject(value)) return here;
  const names = Object.keys(value);
  return [
    ...here,
    ...names.flatMap((name) =>
      collectScopedPlaces(getMemberShape(shape, value, name), getObjectMember(value, name), `${at}/${escapeStep(name)}`),
    ),
  ];
}
