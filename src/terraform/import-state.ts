import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { getResourceShape } from '../resources/resource-shape.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { getAttribute, isUnsetAttribute, omitAttributes, renameAttributes, unwrapBlock } from './convert/attribute-paths.ts';
import type { ConversionLog } from './convert/conversion-log.ts';
import { convertAttributes } from './convert/convert-attributes.ts';
import { listSensitiveAttributes } from './convert/sensitive-values.ts';
import type { MappedItems, MappedPart, MappedResource } from './mapping/resource-mapping.ts';
import { RESOURCE_MAPPINGS } from './mapping/resource-mappings.ts';
import type { StateResource } from './state/state-resource.ts';
import { TenantBuilder } from './tenant-builder.ts';

/** What a state says of a tenant, and what it could not be asked. */
export interface ImportedState {
  readonly snapshot: Snapshot;
  /** Resources that Terraform only reads, as `type id`: they give names to references, and are not declared. */
  readonly referenceOnly: ReadonlySet<string>;
  /** Addresses in the state, each with the resource of the snapshot that has its values, as `type id`. */
  readonly taken: readonly { readonly address: string; readonly resource: string }[];
  readonly untaken: readonly { readonly address: string; readonly why: string }[];
  /** Attributes that were left out, with the type of their resource: `auth0_client.some_attribute`. */
  readonly unknown: readonly string[];
  /** Attributes whose value Terraform marks as sensitive, without a place for a secret here. */
  readonly withheld: readonly string[];
  /** Addresses that add one item to a list of which Terraform does not manage the rest. */
  readonly appended: readonly string[];
}

/** Builds the tenant that the managed resources of a state describe. Pure. `name`: what the export names as its origin. */
export function importState(resources: readonly StateResource[], catalogue: Catalogue, name: string): ImportedState {
  const importer = new StateImporter(catalogue);
  // Items come last: the resources that have them may come later in the state.
  for (const resource of sortManagedFirst(resources)) importer.importResource(resource);
  for (const resource of resources) importer.importItems(resource);
  return importer.finish(name);
}

const sortManagedFirst = (resources: readonly StateResource[]): readonly StateResource[] => [
  ...resources.filter(({ mode }) => mode === 'managed'),
  ...resources.filter(({ mode }) => mode === 'data'),
];

const META_ATTRIBUTES = ['id'];

class StateImporter {
  readonly #catalogue: Catalogue;
  readonly #tenant = new TenantBuilder();
  readonly #referenceOnly = new Set<string>();
  readonly #taken = new Map<string, string>();
  readonly #untaken = new Map<string, string>();
  readonly #unknown = new Set<string>();
  readonly #withheld = new Set<string>();
  readonly #appended: string[] = [];

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  importResource(resource: StateResource): void {
    const parts = this.#findParts(resource);
    const own = parts.filter((part) => part.kind === 'resource');
    const from = own.flatMap((part) => part.from ?? []);
    for (const part of own) this.#importPart(resource, part, from);
    if (own.length > 0 && own.every((part) => part.from !== undefined)) this.#noteRest(resource, from);
  }

  importItems(resource: StateResource): void {
    if (resource.mode === 'data') return;
    for (const part of this.#findParts(resource)) if (part.kind === 'items') this.#importItemsPart(resource, part);
  }

  finish(name: string): ImportedState {
    return {
      snapshot: this.#tenant.toSnapshot(name),
      referenceOnly: this.#referenceOnly,
      taken: [...this.#taken]
        .filter(([address]) => !this.#untaken.has(address))
        .map(([address, resource]) => ({ address, resource })),
      untaken: [...this.#untaken].map(([address, why]) => ({ address, why })),
      unknown: [...this.#unknown],
      withheld: [...this.#withheld],
      appended: this.#appended,
    };
  }

  #findParts({ address, type, mode }: StateResource): readonly MappedPart[] {
    const mapping = Object.hasOwn(RESOURCE_MAPPINGS, type) ? RESOURCE_MAPPINGS[type] : undefined;
    if (mapping && !('untaken' in mapping)) return mapping;
    if (mode === 'managed') this.#untaken.set(address, mapping?.untaken ?? 'tenon does not know this type of resource');
    return [];
  }

  #importPart(resource: StateResource, part: MappedResource, otherParts: readonly string[]): void {
    const type = this.#catalogue.get(part.type);
    const source = selectSource(resource, part, otherParts);
    if (!type || !source) return;
    if (resource.mode === 'data' && (type.kind === 'placed' || this.#tenant.findOwner(type, resource.attributes.id ?? null)))
      return;
    const log: ConversionLog = { sensitive: listSensitiveAttributes(resource), unknown: [], withheld: [] };
    const shape = getResourceShape(type);
    const attributes = hoistAttributes(part, type, { ...source, ...part.fields });
    const fields = { ...convertAttributes(shape, attributes, '', log), ...part.fields };
    if (type.key.length > 0 && type.key.every((name) => fields[name] === undefined)) {
      if (resource.mode === 'managed') this.#untaken.set(resource.address, 'the state has no name of it');
      return;
    }
    const { id } = this.#tenant.addResource(type, resource.attributes.id, fields);
    if (resource.mode === 'data') {
      this.#referenceOnly.add(`${type.type} ${id}`);
      return;
    }
    this.#taken.set(resource.address, `${type.type} ${id}`);
    const at = part.from === undefined || part.field !== undefined ? resource.type : `${resource.type}.${part.from}`;
    for (const path of log.unknown) this.#unknown.add(`${at}.${path}`);
    for (const path of log.withheld) this.#withheld.add(`${at}.${path}`);
  }

  /** Notes the attributes that no part takes. */
  #noteRest({ type, mode, attributes }: StateResource, from: readonly string[]): void {
    const rest = omitAttributes(attributes, [...from, ...META_ATTRIBUTES]);
    if (mode === 'managed') for (const path of listSetPaths(rest, type)) this.#unknown.add(path);
  }

  #importItemsPart(resource: StateResource, part: MappedItems): void {
    const type = this.#catalogue.get(part.type);
    const ownerName = getAttribute(resource.attributes, part.owner);
    if (!type || ownerName === undefined || isUnsetAttribute(ownerName)) return;
    const owner = this.#tenant.findOwner(type, ownerName, part.ownerField);
    if (!owner || this.#referenceOnly.has(`${type.type} ${owner.id}`)) {
      this.#untaken.set(resource.address, `the state does not manage its ${type.noun}: declare ${part.field} there`);
      return;
    }
    this.#tenant.addItems(type, owner, part.field, selectItems(resource.attributes, part));
    this.#taken.set(resource.address, `${type.type} ${owner.id}`);
    if (part.list === undefined && !isSingleItem(type, part.field)) this.#appended.push(resource.address);
  }
}

const isSingleItem = (type: ResourceType, field: string): boolean =>
  type.relations.some((relation) => relation.field === field && relation.singleItem === true);

/** Selects the attributes of a part, by the names of its fields. Undefined: all are unset. */
function selectSource(
  { attributes }: StateResource,
  { from, field, rename = {}, values = {}, ignored = [] }: MappedResource,
  otherParts: readonly string[],
): JsonObject | undefined {
  if (from === undefined) {
    const own = omitAttributes(attributes, [...META_ATTRIBUTES, ...otherParts, ...ignored]);
    return renameAttributes(own, rename);
  }
  const value = getAttribute(attributes, from);
  if (value === undefined || isUnsetAttribute(value)) return undefined;
  if (field !== undefined) return { [field]: values[from]?.[String(value)] ?? value };
  const block = unwrapBlock(value);
  return isObject(block) ? renameAttributes(omitAttributes(block, ignored), rename) : undefined;
}

/** Moves attributes that the resource does not have into the member that has them. */
function hoistAttributes({ hoistInto }: MappedResource, type: ResourceType, attributes: JsonObject): JsonObject {
  if (hoistInto === undefined || attributes[hoistInto] !== undefined) return attributes;
  const known = new Set(Object.keys(getResourceShape(type).schema.properties ?? {}));
  const entries = Object.entries(attributes);
  return {
    ...Object.fromEntries(entries.filter(([name]) => known.has(name))),
    [hoistInto]: Object.fromEntries(entries.filter(([name]) => !known.has(name))),
  };
}

function selectItems(attributes: JsonObject, { list, item }: MappedItems): readonly JsonObject[] {
  const listed = list === undefined ? attributes : getAttribute(attributes, list);
  const all: readonly JsonValue[] = isArray(listed) ? listed : listed === undefined || listed === null ? [] : [listed];
  if (typeof item === 'string') return all.map((value) => ({ [item]: value }));
  return all.filter(isObject).map((value) =>
    Object.fromEntries(
      Object.entries(item).flatMap(([wireName, name]): [string, JsonValue][] => {
        const found = getAttribute(value, name);
        return found === undefined || isUnsetAttribute(found) ? [] : [[wireName, found]];
      }),
    ),
  );
}

/** Lists the paths of the values that somebody set. */
function listSetPaths(value: JsonValue, path: string): readonly string[] {
  const held = unwrapBlock(value);
  if (held === undefined || isUnsetAttribute(held) || held === false || held === 0) return [];
  return isObject(held) ? Object.entries(held).flatMap(([name, member]) => listSetPaths(member, `${path}.${name}`)) : [path];
}
