import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { findAttachingFields } from '../../resources/attached-items.ts';
import { listPossibleKeys } from '../../resources/identify-resources.ts';
import type { ResourceType, ScopeNeed, SubresourceList } from '../../resources/resource-type.ts';
import { listKeyTargets, listReferencedTypes, listRequiredTypes, listTargetTypes } from './referenced-types.ts';
import { listScopedFields, type ScopedField } from './scoped-fields.ts';

/** What has to be read, and no more than that. */
export interface FetchNeed {
  readonly types: readonly TypeNeed[];
}

export interface TypeNeed {
  readonly type: ResourceType;
  /** `referred`: nobody declares it, but references to it must be told. `all`: an export. */
  readonly why: 'declared' | 'referred' | 'all';
  /** Whether the definition lists at least one, or names one in a reference, so that not to see them is an error. */
  readonly isRequired: boolean;
  /** Keys of those that the definition lists. */
  readonly declared: readonly string[];
  /** What is declared and refused is left out, and the rest is read. */
  readonly keepGoing?: true;
  readonly relations: readonly RelationNeed[];
  /** Which ones are read one by one, by key: those that have places of their own, and those whose list tells only summaries. */
  readonly keys: readonly string[] | 'all';
  /** Declared fields that the API hides without a certain scope. */
  readonly scopedFields: readonly ScopedField[];
}

export interface RelationNeed {
  readonly relation: SubresourceList;
  readonly owners: readonly DeclaredOwner[] | 'all';
}

/** How a declared resource is recognised in the tenant. */
export interface DeclaredOwner {
  readonly key: string;
  readonly renamedFrom?: string;
  readonly pinnedId?: string;
  /** Whether the definition lists items, or says that there are none. */
  readonly hasItems: boolean;
}

/** What is declared and refused is left out of the answer, so that the rest can be planned. */
export const allowRefusals = ({ types }: FetchNeed): FetchNeed => ({
  types: types.map((need) => ({ ...need, keepGoing: true })),
});

/** The types that a definition declares or refers to, and the relations that it declares. */
export function computeFetchNeed(definition: Definition, types: readonly ResourceType[]): FetchNeed {
  const declared = new Set(definition.declared.map((declaredType) => declaredType.type));
  const resources = groupBy(definition.resources, (resource) => resource.type);
  const neededTypes = addKeyTargets(new Set([...declared, ...collectTypes(listReferencedTypes, resources, types)]), types);
  const requiredTypes = addKeyTargets(
    new Set([...resources.keys(), ...collectTypes(listRequiredTypes, resources, types)]),
    types,
  );
  const disturbed = new Set(
    types.flatMap(({ type, resets: disturbs }) => (disturbs && declared.has(type) ? [disturbs.type] : [])),
  );
  return {
    types: types.flatMap((type) => {
      if (neededTypes.has(type.type))
        return [
          extendIfPruned(
            type,
            definition,
            buildTypeNeed(type, declared.has(type.type), requiredTypes.has(type.type), resources.get(type.type) ?? []),
          ),
        ];
      return disturbed.has(type.type) ? [buildFullTypeNeed(type)] : [];
    }),
  };
}

/** Everything there is of these types, for an export. With `only` everything of those, and of others what references to them are told by. */
export function computeFullFetchNeed(types: readonly ResourceType[], only?: readonly string[]): FetchNeed {
  const requestedTypes = new Set(only ?? types.map(({ type }) => type));
  const requested = types.filter(({ type }) => requestedTypes.has(type));
  const needed = addKeyTargets(new Set([...requestedTypes, ...requested.flatMap(listTargetTypes)]), types);
  return {
    types: types.filter(({ type }) => needed.has(type)).map((type) => buildFullTypeNeed(type, requestedTypes.has(type.type))),
  };
}

const buildFullTypeNeed = (type: ResourceType, withRelations = true): TypeNeed => ({
  type,
  why: 'all',
  isRequired: false,
  declared: [],
  relations: withRelations ? getOwnLists(type).map((relation) => ({ relation, owners: 'all' })) : [],
  keys: type.kind === 'collection' ? 'all' : type.exportDeclaredOnly ? [] : listPossibleKeys(type),
  scopedFields: [],
});

const collectTypes = (
  listTypes: typeof listReferencedTypes,
  resources: ReadonlyMap<string, readonly DeclaredResource[]>,
  types: readonly ResourceType[],
): readonly string[] =>
  types.flatMap((type) => (resources.get(type.type) ?? []).flatMap((resource) => listTypes(type, resource)));

/** Live resources are known by keys, and those can hold references too: a client grant can't be told without its client. */
function addKeyTargets(names: Set<string>, types: readonly ResourceType[]): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.type, type]));
  for (const name of names) {
    const type = byName.get(name);
    for (const target of type ? listKeyTargets(type) : []) names.add(target);
  }
  return names;
}

/** What may be deleted is read whole: a plan says what it was made from. */
const extendIfPruned = (type: ResourceType, { policy }: Definition, need: TypeNeed): TypeNeed =>
  type.kind === 'collection' && policy.prune.includes(type.type) ? { ...need, keys: 'all' } : need;

function buildTypeNeed(
  type: ResourceType,
  isDeclared: boolean,
  isRequired: boolean,
  resources: readonly DeclaredResource[],
): TypeNeed {
  const relations = getOwnLists(type).flatMap((relation) => {
    const owners = resources.flatMap((resource) => buildOwners(type, resource, relation));
    return owners.length === 0 ? [] : [{ relation, owners }];
  });
  return {
    type,
    why: isDeclared || resources.length > 0 ? 'declared' : 'referred',
    isRequired,
    declared: resources.map(({ key }) => key),
    relations,
    keys: listKeysToRead(type, isDeclared, resources),
    scopedFields: listScopedFields(type, resources),
  };
}

/** What nobody declares is looked at only where it could be deleted. */
function listKeysToRead(type: ResourceType, isDeclared: boolean, resources: readonly DeclaredResource[]): readonly string[] {
  if (type.kind === 'collection')
    return resources.flatMap(({ key, renamedFrom, pinnedId }) => [key, renamedFrom ?? key, pinnedId ?? key]);
  const others = isDeclared && type.deleteLoses !== undefined && !type.exportDeclaredOnly ? listPossibleKeys(type) : [];
  return [...new Set([...resources.map(({ key }) => key), ...others])];
}

const getOwnLists = ({ relations, attached }: ResourceType): readonly SubresourceList[] => [
  ...relations,
  ...(attached ? [attached] : []),
];

function buildOwners(type: ResourceType, resource: DeclaredResource, list: SubresourceList): readonly DeclaredOwner[] {
  const items = list === type.attached ? findAttachingFields(type, resource.fields) : resource.relations[list.field];
  if (items === undefined || (list === type.attached && items.length === 0)) return [];
  const { key, renamedFrom, pinnedId } = resource;
  return [
    {
      key,
      hasItems: items.length > 0,
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
      ...(pinnedId === undefined ? {} : { pinnedId }),
    },
  ];
}

/** What a token must allow so that all of this can be read, fields included that a missing scope would hide. */
export const listReadScopes = (need: FetchNeed): readonly ScopeNeed[] =>
  need.types.flatMap(({ type, relations, scopedFields }) => [
    ...type.scopes.read,
    ...relations.flatMap(({ relation }) => relation.scopes.read),
    ...scopedFields.map(({ scopes }) => scopes),
  ]);
