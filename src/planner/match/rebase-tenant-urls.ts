import { toAddress } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonValue, toJsonObject } from '../../model/json/json-value.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getDeclaredKey } from '../../resources/identity/identify-resources.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import { createNoteDraft, type Draft } from '../draft.ts';

/**
 * Replaces URLs that every tenant has under its own domain (the identifier of the Management API) with those of this tenant. An export
 * contains the URLs of its source tenant, which refer to nothing in another tenant. `moved` are notes about the replacements.
 */
export function rebaseTenantUrls(
  definition: Definition,
  snapshot: Snapshot,
  catalogue: Catalogue,
): { readonly definition: Definition; readonly moved: readonly Draft[] } {
  const tenantUrls = catalogue.all.flatMap((type) => listTenantUrls(type, snapshot));
  const { madeFor } = definition;
  const moved: Draft[] = [];
  const resources =
    tenantUrls.length === 0
      ? definition.resources
      : definition.resources.map((resource) => {
          const type = catalogue.get(resource.type);
          const found = new Set<string>();
          const rebased =
            type && canNameTenant(resource, madeFor) ? rebaseResource(type, resource, tenantUrls, madeFor, found) : resource;
          if (found.size > 0)
            moved.push(
              createNoteDraft(rebased, 'tenant', `replaced with this tenant's own: ${[...found].join(', ')} of another tenant`),
            );
          return rebased;
        });
  return { definition: { ...definition, resources }, moved };
}

/** A URL that every tenant has under its own domain: a value of one field of one type. */
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

/** Domains that Auth0 assigns: `acme.auth0.com`, `acme.eu.auth0.com`, `acme.us-3.auth0.com`. */
const AUTH0_ORIGIN = /^https:\/\/[^/]+\.auth0\.com(?=\/)/;

/** Strips the domain from a URL of any tenant: a domain that Auth0 assigns, or the one that the files were made for. */
const getTenantPath = (value: string, madeFor: string | undefined): string => {
  const origin = `https://${madeFor ?? ''}`;
  return madeFor !== undefined && value.startsWith(`${origin}/`) ? value.slice(origin.length) : value.replace(AUTH0_ORIGIN, '');
};

function rebaseResource(
  type: ResourceType,
  resource: DeclaredResource,
  tenantUrls: readonly TenantUrl[],
  madeFor: string | undefined,
  found: Set<string>,
): DeclaredResource {
  const isOfOtherTenant = (url: TenantUrl, value: string): boolean =>
    value !== url.own && getTenantPath(value, madeFor) === url.path;
  const rebaseUrl = (name: string, field: string | undefined, value: string): string => {
    const match = tenantUrls.find((url) => url.type === name && url.field === field && isOfOtherTenant(url, value));
    if (match) found.add(value);
    return match?.own ?? value;
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
  const fields = toJsonObject(rebaseValue(shape, resource.fields));
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

/** Checks quickly whether a resource can contain a tenant's URL at all. Most cannot. */
const canNameTenant = ({ fields, relations }: DeclaredResource, madeFor: string | undefined): boolean => {
  const text = JSON.stringify([fields, relations]);
  return text.includes('.auth0.com/') || (madeFor !== undefined && text.includes(`${madeFor}/`));
};
