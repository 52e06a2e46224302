import { toAddress } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import { getDeclaredKey } from '../../resources/identify-resources.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import { createNoteDraft, type Draft } from '../draft.ts';

/**
 * A definition in which the resources that every tenant has under its own domain (the Management API) are this tenant's. Exports name
 * those of the tenant that they were made from, which are nothing here; nobody else can have resources of these names.
 */
export function rebaseTenantUrls(
  definition: Definition,
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
): { readonly definition: Definition; readonly moved: readonly Draft[] } {
  const tenantUrls = catalogue.flatMap((type) => listTenantUrls(type, snapshot));
  const byName = new Map(catalogue.map((type) => [type.type, type]));
  const { madeFor } = definition;
  const moved: Draft[] = [];
  const resources =
    tenantUrls.length === 0
      ? definition.resources
      : definition.resources.map((resource) => {
          const type = byName.get(resource.type);
          const found = new Set<string>();
          const there =
            type && canNameTenant(resource, madeFor) ? rebaseResource(type, resource, tenantUrls, madeFor, found) : resource;
          if (found.size > 0)
            moved.push(
              createNoteDraft(there, 'tenant', `names ${[...found].join(', ')} of another tenant; this tenant's own is meant`),
            );
          return there;
        });
  return { definition: { ...definition, resources }, moved };
}

/** What a tenant has of its own: values of one field of one type. */
interface TenantUrl {
  readonly type: string;
  readonly field: string;
  readonly path: string;
  readonly own: string;
}

function listTenantUrls(type: ResourceType, snapshot: Snapshot): readonly TenantUrl[] {
  const { field, paths } = type.tenantUrls ?? { field: '', paths: [] };
  const live = new Set(getLiveResources(snapshot, type.type).map(({ body }) => getObjectMember(body, field)));
  return paths
    .map((path) => ({ type: type.type, field, path, own: `https://${snapshot.tenant}${path}` }))
    .filter(({ own }) => live.has(own));
}

/** Domains that Auth0 gives out: `acme.auth0.com`, `acme.eu.auth0.com`, `acme.us-3.auth0.com`. */
const AUTH0_ORIGIN = /^https:\/\/[^/]+\.auth0\.com(?=\/)/;

/** The path of a URL of some tenant: on a domain that Auth0 gives out, or on the one that the files were made for. */
const getTenantPath = (value: string, madeFor: string | undefined): string => {
  const home = `https://${madeFor ?? ''}`;
  return madeFor !== undefined && value.startsWith(`${home}/`) ? value.slice(home.length) : value.replace(AUTH0_ORIGIN, '');
};

function rebaseResource(
  type: ResourceType,
  resource: DeclaredResource,
  tenantUrls: readonly TenantUrl[],
  madeFor: string | undefined,
  found: Set<string>,
): DeclaredResource {
  const findOwnUrl = (home: TenantUrl, value: string): string | undefined =>
    value !== home.own && getTenantPath(value, madeFor) === home.path ? home.own : undefined;
  const rebaseUrl = (name: string, field: string | undefined, value: string): string => {
    const home = tenantUrls.find((each) => each.type === name && each.field === field && findOwnUrl(each, value) !== undefined);
    if (home) found.add(value);
    return home?.own ?? value;
  };
  const rebaseValue = (shape: Shape | undefined, value: JsonValue): JsonValue => {
    const reference = parseReference(shape?.schema);
    if (typeof value === 'string') return reference ? rebaseUrl(reference.type, reference.field, value) : value;
    if (isArray(value)) return value.map((item) => rebaseValue(getItemShape(shape), item));
    if (!isObject(value) || !shape) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, rebaseValue(getMemberShape(shape, value, name), inner)]),
    );
  };
  const shape = getResourceShape(type);
  const fields = toObject(rebaseValue(shape, resource.fields));
  const self = getObjectMember(fields, type.tenantUrls?.field ?? '');
  const moved =
    typeof self === 'string' && type.tenantUrls
      ? { ...fields, [type.tenantUrls.field]: rebaseUrl(type.type, type.tenantUrls.field, self) }
      : fields;
  const relations = Object.fromEntries(
    Object.entries(resource.relations).map(([name, items]) => {
      const list = getMemberShape(shape, resource.fields, name);
      return [name, items.map((item) => rebaseValue(getItemShape(list), item))];
    }),
  );
  if (found.size === 0) return resource;
  const key = getDeclaredKey(type, moved);
  return { ...resource, key, address: toAddress(type.type, key), fields: moved, relations };
}

/** Most resources name no tenant at all, which is quickly seen. */
const canNameTenant = ({ fields, relations }: DeclaredResource, madeFor: string | undefined): boolean => {
  const text = JSON.stringify([fields, relations]);
  return text.includes('.auth0.com/') || (madeFor !== undefined && text.includes(`${madeFor}/`));
};

const toObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});
