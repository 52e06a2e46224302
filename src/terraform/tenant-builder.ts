import { getObjectMember, isArray, isEqual, type JsonObject, type JsonValue, toJsonObject } from '../model/json/json-value.ts';
import type { LiveResource, Snapshot } from '../model/snapshot.ts';
import { deriveIdFromKey } from '../resources/endpoints/resource-endpoints.ts';
import { getDeclaredKey } from '../resources/identity/identify-resources.ts';
import type { ResourceType } from '../resources/resource-type.ts';

/** Builds the tenant that a state describes, resource by resource. */
export class TenantBuilder {
  readonly #types = new Map<ResourceType, Map<string, LiveResource>>();

  /** Adds a resource, or fields to one that was added before. */
  addResource(type: ResourceType, stateId: JsonValue | undefined, fields: JsonObject): LiveResource {
    const id =
      type.kind === 'placed'
        ? deriveIdFromKey(type, getDeclaredKey(type, fields))
        : String(getObjectMember(fields, type.idField) ?? stateId ?? '');
    const body = type.kind === 'placed' ? fields : { ...fields, [type.idField]: id };
    const known = this.#getResources(type).get(id);
    return this.#setResource(type, { id, relations: {}, ...known, body: { ...known?.body, ...body } });
  }

  /** Finds a resource by its id, or by another field. Settings at fixed paths always exist. */
  findOwner(type: ResourceType, value: JsonValue, field?: string): LiveResource | undefined {
    const [key = ''] = type.key;
    if (type.kind === 'placed') return this.addResource(type, undefined, { [key]: value });
    const all = [...this.#getResources(type).values()];
    return all.find(({ id, body }) => (field === undefined ? id === value : getObjectMember(body, field) === value));
  }

  /** Adds items to a list of a resource. The same item is added once. */
  addItems(type: ResourceType, owner: LiveResource, field: string, items: readonly JsonObject[]): void {
    const isRelation = type.relations.some((relation) => relation.field === field);
    const known = isRelation ? owner.relations[field] : getObjectMember(owner.body, field);
    const listed = isArray(known) ? known : [];
    const list = [...listed, ...items.filter((item) => !listed.some((other) => isEqual(item, other)))];
    const body = isRelation ? owner.body : { ...owner.body, [field]: list };
    this.#setResource(type, { ...owner, body, relations: isRelation ? { ...owner.relations, [field]: list } : owner.relations });
  }

  /** `name` stands for the tenant's domain, which a state does not contain. */
  toSnapshot(name: string): Snapshot {
    const types = [...this.#types].map(
      ([{ type }, resources]) => [type, { status: 'read', resources: [...resources.values()] }] as const,
    );
    return { tenant: name, types: Object.fromEntries(types) };
  }

  #getResources(type: ResourceType): Map<string, LiveResource> {
    const resources = this.#types.get(type) ?? new Map<string, LiveResource>();
    this.#types.set(type, resources);
    return resources;
  }

  #setResource(type: ResourceType, resource: LiveResource): LiveResource {
    this.#getResources(type).set(resource.id, { ...resource, body: toJsonObject(resource.body) });
    return resource;
  }
}
