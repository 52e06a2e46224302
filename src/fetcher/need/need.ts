import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group.ts';
import { attachingFields } from '../../resources/attached.ts';
import type { OwnList, ResourceType, ScopeNeed } from '../../resources/define.ts';
import { possibleKeys } from '../../resources/identify.ts';
import { type GuardedField, guardedFields } from './guarded.ts';
import { keyTargets, mentionedTypes, namedTypes, targetTypes } from './mentions.ts';

/** What has to be read, and no more than that. */
export interface FetchNeed {
  readonly types: readonly TypeNeed[];
}

export interface TypeNeed {
  readonly type: ResourceType;
  /** `referred`: nobody declares it, but references to it must be told. `all`: an export. */
  readonly why: 'declared' | 'referred' | 'all';
  /** Whether the definition lists at least one, or names one in a reference, so that not to see them is an error. */
  readonly declares: boolean;
  /** Keys of those that the definition lists. */
  readonly declared: readonly string[];
  /** What is declared and refused is left out, and the rest is read. */
  readonly keepGoing?: true;
  readonly relations: readonly RelationNeed[];
  /** Which ones are read one by one, by key: those that have places of their own, and those whose list tells only summaries. */
  readonly keys: readonly string[] | 'all';
  /** Declared fields that the API hides without a certain scope. */
  readonly guarded: readonly GuardedField[];
}

export interface RelationNeed {
  readonly relation: OwnList;
  readonly of: readonly Wanted[] | 'all';
}

/** How a declared resource is recognised in the tenant. */
export interface Wanted {
  readonly key: string;
  readonly renamedFrom?: string;
  readonly pinnedId?: string;
  /** Whether the definition lists items, or says that there are none. */
  readonly declares: boolean;
}

/** What is declared and refused is left out of the answer, so that the rest can be planned. */
export const keepingGoing = ({ types }: FetchNeed): FetchNeed => ({ types: types.map((one) => ({ ...one, keepGoing: true })) });

/** The types that a definition declares or refers to, and the relations that it declares. */
export function needOf(definition: Definition, types: readonly ResourceType[]): FetchNeed {
  const declared = new Set(definition.declared.map((one) => one.type));
  const resources = groupBy(definition.resources, (resource) => resource.type);
  const wanted = withTargets(new Set([...declared, ...mentioned(mentionedTypes, resources, types)]), types);
  const named = withTargets(new Set([...resources.keys(), ...mentioned(namedTypes, resources, types)]), types);
  const disturbed = new Set(types.flatMap(({ type, disturbs }) => (disturbs && declared.has(type) ? [disturbs.type] : [])));
  return {
    types: types.flatMap((type) => {
      if (wanted.has(type.type))
        return [
          wholly(type, definition, typeNeed(type, declared.has(type.type), named.has(type.type), resources.get(type.type) ?? [])),
        ];
      return disturbed.has(type.type) ? [needAll(type)] : [];
    }),
  };
}

/** Everything there is of these types, for an export. With `only` everything of those, and of others what references to them are told by. */
export function needOfAll(types: readonly ResourceType[], only?: readonly string[]): FetchNeed {
  const wanted = new Set(only ?? types.map(({ type }) => type));
  const asked = types.filter(({ type }) => wanted.has(type));
  const needed = withTargets(new Set([...wanted, ...asked.flatMap(targetTypes)]), types);
  return { types: types.filter(({ type }) => needed.has(type)).map((type) => needAll(type, wanted.has(type.type))) };
}

const needAll = (type: ResourceType, related = true): TypeNeed => ({
  type,
  why: 'all',
  declares: false,
  declared: [],
  relations: related ? ownLists(type).map((relation) => ({ relation, of: 'all' })) : [],
  keys: type.kind === 'collection' ? 'all' : type.sparse ? [] : possibleKeys(type),
  guarded: [],
});

const mentioned = (
  typesIn: typeof mentionedTypes,
  resources: ReadonlyMap<string, readonly DeclaredResource[]>,
  types: readonly ResourceType[],
): readonly string[] => types.flatMap((type) => (resources.get(type.type) ?? []).flatMap((resource) => typesIn(type, resource)));

/** Live resources are known by keys, and those can hold references too: a client grant can't be told without its client. */
function withTargets(wanted: Set<string>, types: readonly ResourceType[]): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.type, type]));
  for (const name of wanted) {
    const type = byName.get(name);
    for (const target of type ? keyTargets(type) : []) wanted.add(target);
  }
  return wanted;
}

/** What may be deleted is read whole: a plan says what it was made from. */
const wholly = (type: ResourceType, { policy }: Definition, need: TypeNeed): TypeNeed =>
  type.kind === 'collection' && policy.prune.includes(type.type) ? { ...need, keys: 'all' } : need;

function typeNeed(type: ResourceType, declared: boolean, named: boolean, resources: readonly DeclaredResource[]): TypeNeed {
  const relations = ownLists(type).flatMap((relation) => {
    const of = resources.flatMap((resource) => wantedFor(type, resource, relation));
    return of.length === 0 ? [] : [{ relation, of }];
  });
  return {
    type,
    why: declared || resources.length > 0 ? 'declared' : 'referred',
    declares: named,
    declared: resources.map(({ key }) => key),
    relations,
    keys: keysToRead(type, declared, resources),
    guarded: guardedFields(type, resources),
  };
}

/** What nobody declares is looked at only where it could be deleted. */
function keysToRead(type: ResourceType, declared: boolean, resources: readonly DeclaredResource[]): readonly string[] {
  if (type.kind === 'collection')
    return resources.flatMap(({ key, renamedFrom, pinnedId }) => [key, renamedFrom ?? key, pinnedId ?? key]);
  const others = declared && type.loses !== undefined && !type.sparse ? possibleKeys(type) : [];
  return [...new Set([...resources.map(({ key }) => key), ...others])];
}

const ownLists = ({ relations, attached }: ResourceType): readonly OwnList[] => [...relations, ...(attached ? [attached] : [])];

function wantedFor(type: ResourceType, resource: DeclaredResource, list: OwnList): readonly Wanted[] {
  const items = list === type.attached ? attachingFields(type, resource.fields) : resource.relations[list.field];
  if (items === undefined || (list === type.attached && items.length === 0)) return [];
  const { key, renamedFrom, pinnedId } = resource;
  return [
    {
      key,
      declares: items.length > 0,
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
      ...(pinnedId === undefined ? {} : { pinnedId }),
    },
  ];
}

/** What a token must allow so that all of this can be read, fields included that a missing scope would hide. */
export const readScopesOf = (need: FetchNeed): readonly ScopeNeed[] =>
  need.types.flatMap(({ type, relations, guarded }) => [
    ...type.scopes.read,
    ...relations.flatMap(({ relation }) => relation.scopes.read),
    ...guarded.map(({ scopes }) => scopes),
  ]);
