import { toAddress } from '../../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition, type Policy } from '../../src/model/definition/definition.ts';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import type { LiveResource, Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getDeclaredKey } from '../../src/resources/identity/identify-resources.ts';

/** A declared resource as the loader would give it. */
export function declareResource(type: string, fields: JsonObject, extra: Partial<DeclaredResource> = {}): DeclaredResource {
  const definition = CATALOGUE.get(type);
  if (!definition) throw new Error(`no type ${type}`);
  const key = getDeclaredKey(definition, fields);
  const origin = { kind: 'file', file: 'tenant.yaml', line: 1, column: 1 } as const;
  return { type, key, address: toAddress(type, key), fields, relations: {}, secrets: {}, origin, ...extra };
}

export function createDefinition(
  resources: readonly DeclaredResource[],
  policy: Partial<Policy> = {},
  types?: readonly string[],
): Definition {
  const declaredTypes = [...new Set([...resources.map((resource) => resource.type), ...(types ?? [])])];
  return {
    declared: declaredTypes.map((type) => ({ type })),
    resources,
    absent: [],
    policy: { ...DEFAULT_POLICY, ...policy },
    digest: 'test',
  };
}

export const createLiveResource = (
  id: string,
  body: JsonObject,
  relations: Readonly<Record<string, readonly JsonValue[]>> = {},
): LiveResource => ({
  id,
  body,
  relations,
});

/** A snapshot in which every type was read. */
export function createSnapshot(types: Readonly<Record<string, readonly LiveResource[]>>, self?: string): Snapshot {
  return {
    tenant: 'acme.eu.auth0.com',
    ...(self === undefined ? {} : { self }),
    types: Object.fromEntries(CATALOGUE.all.map(({ type }) => [type, { status: 'read', resources: types[type] ?? [] } as const])),
  };
}
