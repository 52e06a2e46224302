import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { listPossibleKeys } from '../../resources/identity/identify-resources.ts';
import { isLookedUp, toIdKey } from '../../resources/identity/keyed-lookups.ts';
import { findAttachingFields } from '../../resources/relations/attached-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import { findReferences } from '../../schema/schema-references.ts';
import { listTargetTypes } from './referenced-types.ts';
import { listScopedFields } from './scoped-fields.ts';
import type { DeclaredOwner, TypeNeed } from './type-need.ts';

/** Builds the need to read a type as a whole, with the relations of every resource unless `withRelations` is false. */
export const buildFullTypeNeed = (type: ResourceType, withRelations = true): TypeNeed => ({
  type,
  why: 'all',
  isRequired: false,
  declared: [],
  relations: withRelations ? listExportedLists(type).map((relation) => ({ relation, owners: 'all' })) : [],
  keys: type.kind === 'collection' ? 'all' : type.exportDeclaredOnly ? [] : listPossibleKeys(type),
  scopedFields: [],
});

/** Builds the need of a type that a definition declares or refers to. `resources` are the declared ones of the type. */
export function buildDeclaredTypeNeed(
  type: ResourceType,
  isDeclared: boolean,
  isRequired: boolean,
  resources: readonly DeclaredResource[],
  { policy, resources: all }: Pick<Definition, 'policy' | 'resources'>,
  catalogue: Catalogue,
): TypeNeed {
  const relations = getOwnLists(type).flatMap((relation) => {
    const owners = resources.flatMap((resource) => buildOwners(type, resource, relation));
    return owners.length === 0 ? [] : [{ relation, owners }];
  });
  // A resource that may be deleted is read as a whole, because the plan contains the state that it was computed from.
  const canDelete = type.kind === 'collection' && policy.prune.includes(type.type);
  return {
    type,
    why: isDeclared || resources.length > 0 ? 'declared' : 'referred',
    isRequired,
    declared: resources.map(({ key }) => key),
    relations,
    keys: canDelete ? 'all' : listKeysToRead(type, isDeclared, resources),
    scopedFields: listScopedFields(type, resources),
    ...(isLookedUp(type) ? listSearchedKeys(type, resources, all, catalogue) : {}),
  };
}

/** Undeclared resources with fixed paths are read only if the API can delete them, which is where `deleteLoses` is set. */
function listKeysToRead(type: ResourceType, isDeclared: boolean, resources: readonly DeclaredResource[]): readonly string[] {
  if (type.kind === 'collection')
    return resources.flatMap(({ key, renamedFrom, pinnedId }) => [key, renamedFrom ?? key, pinnedId ?? key]);
  const others = isDeclared && type.deleteLoses !== undefined && !type.exportDeclaredOnly ? listPossibleKeys(type) : [];
  return [...new Set([...resources.map(({ key }) => key), ...others])];
}

/** Of resources that are never listed, the declared ones are read and those that others refer to. An id needs no second search by the key. */
function listSearchedKeys(
  type: ResourceType,
  resources: readonly DeclaredResource[],
  all: readonly DeclaredResource[],
  catalogue: Catalogue,
): Pick<TypeNeed, 'keys' | 'formerKeys'> {
  const formerKeys = new Set(resources.flatMap(({ renamedFrom }) => renamedFrom ?? []));
  const declared = resources.map(({ key, pinnedId }) => (pinnedId === undefined ? key : toIdKey(pinnedId)));
  const pinned = new Set(resources.flatMap(({ key, pinnedId }) => (pinnedId === undefined ? [] : [key])));
  const referredTo = all.flatMap((resource) => listReferencedKeys(type.type, resource, catalogue));
  const keys = [...declared, ...referredTo, ...formerKeys].filter((key) => !pinned.has(key));
  return { keys, formerKeys };
}

/** Lists the keys of a type that a declared resource refers to. */
const listReferencedKeys = (
  target: string,
  { type, fields, relations }: DeclaredResource,
  catalogue: Catalogue,
): readonly string[] => {
  const owner = catalogue.get(type);
  if (!owner || !listTargetTypes(owner).includes(target)) return [];
  return findReferences(getResourceShape(owner), { ...fields, ...relations })
    .filter((reference) => reference.type === target && reference.field === undefined)
    .map(({ value }) => value);
};

const getOwnLists = ({ relations, attached }: ResourceType): readonly SubresourceList[] => [
  ...relations,
  ...(attached ? [attached] : []),
];

/** Lists of people are read only where they are declared. */
const listExportedLists = (type: ResourceType): readonly SubresourceList[] => {
  const declaredOnly = new Set<SubresourceList>(type.relations.filter(({ keepsUndeclared }) => keepsUndeclared));
  return getOwnLists(type).filter((list) => !declaredOnly.has(list));
};

function buildOwners(type: ResourceType, resource: DeclaredResource, list: SubresourceList): readonly DeclaredOwner[] {
  const items = list === type.attached ? findAttachingFields(type, resource.fields) : resource.relations[list.field];
  const isLookedInto = type.relations.some(
    ({ field, satisfiedBy }) => satisfiedBy?.relation === list.field && resource.relations[field] !== undefined,
  );
  if ((items === undefined && !isLookedInto) || (list === type.attached && items?.length === 0)) return [];
  const { key, renamedFrom, pinnedId } = resource;
  return [
    {
      key,
      hasItems: isLookedInto || (items?.length ?? 0) > 0,
      ...omitUndefined({ renamedFrom, pinnedId }),
    },
  ];
}
