import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { listPossibleKeys } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { TenantView, ViewedResource } from '../tenant-view.ts';
import { listStatedFields, readDeclaredFields, toEffectiveFields } from './view-resource.ts';

/** Views a definition as if it were the tenant: what it does not state has the API's defaults. */
export function viewDefinition(definition: Definition, catalogue: Catalogue): TenantView {
  const declared = groupBy(definition.resources, ({ type }) => type);
  const whole = new Set(definition.declared.filter(({ only, except }) => !only && !except).map(({ type }) => type));
  const named = new Set([...definition.declared.map(({ type }) => type), ...declared.keys()]);
  const types = catalogue.all.filter(({ type }) => named.has(type));
  return {
    types: Object.fromEntries(
      types.map((type) => [type.type, (declared.get(type.type) ?? []).map((resource) => viewDeclared(type, resource))]),
    ),
    incomplete: new Set(
      types.flatMap((type) =>
        whole.has(type.type) && hasEveryKey(type, new Set(declared.get(type.type)?.map(({ key }) => key))) ? [] : [type.type],
      ),
    ),
    hidden: {},
  };
}

/** Whether all resources of a type are there, if the API has a fixed number of them. Of a single one, absence is known as well. */
export function hasEveryKey(type: ResourceType, keys: ReadonlySet<string>): boolean {
  if (type.kind === 'collection') return true;
  const possible = listPossibleKeys(type);
  return possible.length === 1 || possible.every((key) => keys.has(key));
}

export const viewDeclared = (type: ResourceType, declared: DeclaredResource, isNew = false): ViewedResource => ({
  type: type.type,
  key: declared.key,
  address: declared.address,
  isNew,
  isSelf: false,
  fields: toEffectiveFields(type, readDeclaredFields(type, declared)),
  stated: listStatedFields(declared),
});
