import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { buildItemKey } from '../../schema/compare/normal-form.ts';
import type { FoundReference } from '../../schema/schema-references.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';

/** Declared resources, by the name of their type. */
export type ParsedByType = ReadonlyMap<string, readonly ParsedResource[]>;

/** Declared resources by what references name, and the items that they declare. Each index is built when it is first needed. */
export class DeclaredLists {
  readonly #byType: ParsedByType;
  readonly #catalogue: Catalogue;
  readonly #targets = new Map<string, ReadonlyMap<JsonValue, DeclaredResource>>();
  readonly #names = new Map<string, ReadonlySet<string> | undefined>();

  constructor(byType: ParsedByType, catalogue: Catalogue) {
    this.#byType = byType;
    this.#catalogue = catalogue;
  }

  /** Returns the resource that a reference names, by its key or by one of its fields; the first one if several match. */
  findTarget({ type, value, field }: FoundReference): DeclaredResource | undefined {
    return getOrCompute(this.#targets, `${type}#${field ?? ''}`, () => this.#indexTargets(type, field)).get(value);
  }

  #indexTargets(type: string, field: string | undefined): ReadonlyMap<JsonValue, DeclaredResource> {
    const resources = (this.#byType.get(type) ?? []).map(({ resource }) => resource);
    const getName = ({ key, fields }: DeclaredResource): JsonValue =>
      field === undefined ? key : (getObjectMember(fields, field) ?? null);
    // Of entries with the same name, a map keeps the last one.
    return new Map(resources.toReversed().map((resource) => [getName(resource), resource]));
  }

  getItemNames({ type, address, fields }: DeclaredResource, list: string): ReadonlySet<string> | undefined {
    return getOrCompute(this.#names, `${address}#${list}`, () => listItemNames(this.#catalogue.get(type), fields, list));
  }
}

function getOrCompute<T>(known: Map<string, T>, name: string, compute: () => T): T {
  const found = known.get(name);
  if (found !== undefined) return found;
  const computed = compute();
  known.set(name, computed);
  return computed;
}

/** Lists the names of the items in a declared list. `undefined` if the list is not declared: the tenant's list then stays unchanged. */
function listItemNames(type: ResourceType | undefined, fields: JsonObject, list: string): ReadonlySet<string> | undefined {
  const found = getObjectMember(fields, list) ?? null;
  const key = type && getMemberShape(getResourceShape(type), fields, list)?.schema['x-item-key'];
  return isArray(found) && key ? new Set(found.filter(isObject).map((item) => buildItemKey(key, item))) : undefined;
}
