import { addressOf } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { keyOfDeclared } from '../../resources/identify.ts';
import { shapeOf } from '../../resources/shape.ts';
import { itemShape, memberShape, referenceOf, type Shape } from '../../schema/walk.ts';
import { type Draft, noteDraft } from '../draft.ts';

/**
 * A definition in which the resources that every tenant has under its own domain (the Management API) are this tenant's. Exports name
 * those of the tenant that they were made from, which are nothing here; nobody else can have resources of these names.
 */
export function atHome(
  definition: Definition,
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
): { readonly definition: Definition; readonly moved: readonly Draft[] } {
  const homes = catalogue.flatMap((type) => homesOf(type, snapshot));
  const byName = new Map(catalogue.map((type) => [type.type, type]));
  const { madeFor } = definition;
  const moved: Draft[] = [];
  const resources =
    homes.length === 0
      ? definition.resources
      : definition.resources.map((resource) => {
          const type = byName.get(resource.type);
          const found = new Set<string>();
          const there = type && mayName(resource, madeFor) ? movedTo(type, resource, homes, madeFor, found) : resource;
          if (found.size > 0)
            moved.push(
              noteDraft(there, 'tenant', `names ${[...found].join(', ')} of another tenant; this tenant's own is meant`),
            );
          return there;
        });
  return { definition: { ...definition, resources }, moved };
}

/** What a tenant has of its own: values of one field of one type. */
interface Home {
  readonly type: string;
  readonly field: string;
  readonly path: string;
  readonly own: string;
}

function homesOf(type: ResourceType, snapshot: Snapshot): readonly Home[] {
  const { field, paths } = type.ofTenant ?? { field: '', paths: [] };
  const live = new Set(liveResources(snapshot, type.type).map(({ body }) => member(body, field)));
  return paths
    .map((path) => ({ type: type.type, field, path, own: `https://${snapshot.tenant}${path}` }))
    .filter(({ own }) => live.has(own));
}

/** Domains that Auth0 gives out: `acme.auth0.com`, `acme.eu.auth0.com`, `acme.us-3.auth0.com`. */
const DOMAIN = /^https:\/\/[^/]+\.auth0\.com(?=\/)/;

/** The path of a URL of some tenant: on a domain that Auth0 gives out, or on the one that the files were made for. */
const tenantPath = (value: string, madeFor: string | undefined): string => {
  const home = `https://${madeFor ?? ''}`;
  return madeFor !== undefined && value.startsWith(`${home}/`) ? value.slice(home.length) : value.replace(DOMAIN, '');
};

function movedTo(
  type: ResourceType,
  resource: DeclaredResource,
  homes: readonly Home[],
  madeFor: string | undefined,
  found: Set<string>,
): DeclaredResource {
  const own = (home: Home, value: string): string | undefined =>
    value !== home.own && tenantPath(value, madeFor) === home.path ? home.own : undefined;
  const at = (name: string, field: string | undefined, value: string): string => {
    const home = homes.find((each) => each.type === name && each.field === field && own(each, value) !== undefined);
    if (home) found.add(value);
    return home?.own ?? value;
  };
  const walk = (shape: Shape | undefined, value: JsonValue): JsonValue => {
    const reference = referenceOf(shape?.schema);
    if (typeof value === 'string') return reference ? at(reference.type, reference.field, value) : value;
    if (isArray(value)) return value.map((item) => walk(itemShape(shape), item));
    if (!isObject(value) || !shape) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(memberShape(shape, value, name), inner)]));
  };
  const shape = shapeOf(type);
  const fields = objectOf(walk(shape, resource.fields));
  const self = member(fields, type.ofTenant?.field ?? '');
  const moved =
    typeof self === 'string' && type.ofTenant
      ? { ...fields, [type.ofTenant.field]: at(type.type, type.ofTenant.field, self) }
      : fields;
  const relations = Object.fromEntries(
    Object.entries(resource.relations).map(([name, items]) => {
      const list = memberShape(shape, resource.fields, name);
      return [name, items.map((item) => walk(itemShape(list), item))];
    }),
  );
  if (found.size === 0) return resource;
  const key = keyOfDeclared(type, moved);
  return { ...resource, key, address: addressOf(type.type, key), fields: moved, relations };
}

/** Most resources name no tenant at all, which is quickly seen. */
const mayName = ({ fields, relations }: DeclaredResource, madeFor: string | undefined): boolean => {
  const text = JSON.stringify([fields, relations]);
  return text.includes('.auth0.com/') || (madeFor !== undefined && text.includes(`${madeFor}/`));
};

const objectOf = (value: JsonValue): JsonObject => (isObject(value) ? value : {});
