import type { ListEndpoint } from '../../model/endpoint.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { ItemList, ItemSideList, Relation, RelationWrite, TenantWideList } from '../vocabulary/relation.ts';
import type { Scopes } from '../vocabulary/scopes.ts';
import { buildScopes } from './build-scopes.ts';
import { deriveEnvelope, toNoun } from './derived-names.ts';

/** A relation as a literal states it: what differs from the defaults documented here. */
export interface RelationLiteral
  extends Omit<Relation, 'noun' | 'list' | 'listAll' | 'listByItem' | 'itemLists' | 'add' | 'remove' | 'change' | 'scopes'> {
  /** Default: the field in the singular: `discovery domain` for `discovery_domains`. */
  readonly noun?: string;
  /** Path of the list, where items are added as well: `/roles/{id}/permissions`. `SubresourceList` describes the names in braces. */
  readonly path: string;
  /**
   * Default: offset pages of 100, with the items in a member named like the last step of the path: `client_grants`. For a single item: one
   * `GET` that returns the item itself.
   */
  readonly list?: Partial<ListEndpoint>;
  /** Default: none. A tenant-wide list comes in checkpoint pages of 100. */
  readonly listAll?: { readonly path: string; readonly envelope: string; readonly ownerField: string };
  /** Default: none. `list`: differences from checkpoint pages of 100 at `path`, with the entries in a member named like its last step. */
  readonly listByItem?: Omit<ItemSideList, 'list'> & { readonly path: string; readonly list?: Partial<ListEndpoint> };
  /** Maximum number of items that one request adds or removes, as an array under the envelope's name. Default: one item per request. */
  readonly batchSize?: number;
  /** Items have settings, which a `PATCH` at `{path}/{item}` changes. A single item always has; its `PATCH` goes to the path itself. */
  readonly hasSettings?: true;
  /** The endpoint has one write, which replaces the single item; an empty object removes it. Its scope is the one that updates. */
  readonly replaceMethod?: 'PUT';
  /**
   * Lists inside items, at `{path}/{item}/{step}`: the last step is the member of a live item and of a body. `batchSize`: maximum number of
   * ids in one request.
   */
  readonly itemLists?: readonly { readonly field: string; readonly step: string; readonly batchSize: number }[];
  /** Differences from `POST {path}`. */
  readonly add?: Partial<RelationWrite>;
  /** Differences from `DELETE {path}/{item}`; for batches and single items, from `DELETE {path}`. */
  readonly remove?: Partial<RelationWrite>;
  /** Stem of the relation's scopes: `organization_clients`. Default: the scopes that read and update the owner. */
  readonly scopeStem?: string;
  /** Actions whose scopes differ from those of `scopeStem`. */
  readonly scopes?: Partial<Scopes>;
}

/** Completes the relation of a type whose scopes have this stem. */
export function defineRelation(literal: RelationLiteral, ownerStem: string): Relation {
  const { path, batchSize, hasSettings, replaceMethod, list, listAll, listByItem, itemLists, add, remove, ...others } = literal;
  const { scopeStem, scopes, ...rest } = others;
  const envelope = list?.envelope ?? deriveEnvelope(path);
  const itemPath = literal.singleItem ? path : `${path}/{item}`;
  const batch = batchSize === undefined ? undefined : { path, bodyShape: { member: envelope }, batchSize };
  const replace: RelationWrite | undefined = replaceMethod && { method: replaceMethod, path, bodyShape: 'one', batchSize: 1 };
  const isChangeable = literal.singleItem === true || hasSettings === true;
  return {
    ...rest,
    noun: literal.noun ?? toNoun(literal.field),
    list: literal.singleItem
      ? { path, paging: 'single', pageSize: 1, ...list }
      : { path, envelope, paging: 'offset', pageSize: 100, ...list },
    ...omitUndefined({
      listAll: listAll && completeTenantWideList(listAll),
      listByItem: listByItem && completeItemSideList(listByItem),
      itemLists: itemLists?.map((each) => completeItemList(itemPath, each)),
    }),
    add: { method: 'POST', path, bodyShape: 'one', batchSize: 1, ...batch, ...replace, ...add },
    remove: { method: 'DELETE', path: itemPath, bodyShape: 'none', batchSize: 1, ...batch, ...replace, ...remove },
    ...(isChangeable ? { change: { method: 'PATCH', path: itemPath, bodyShape: 'one', batchSize: 1, ...replace } } : {}),
    scopes: { ...buildRelationScopes(ownerStem, scopeStem, isChangeable, replace !== undefined), ...scopes },
  };
}

function buildRelationScopes(ownerStem: string, ownStem: string | undefined, isChangeable: boolean, isReplaced: boolean): Scopes {
  const update = [`update:${ownStem ?? ownerStem}`];
  if (isReplaced) return { read: [`read:${ownStem ?? ownerStem}`], create: update, update, delete: update };
  return ownStem === undefined
    ? { read: [`read:${ownerStem}`], create: update, delete: update }
    : buildScopes(ownStem, { create: true, update: isChangeable, delete: true });
}

const completeTenantWideList = ({ ownerField, ...list }: NonNullable<RelationLiteral['listAll']>): TenantWideList => ({
  list: { ...list, paging: 'checkpoint', pageSize: 100 },
  ownerField,
});

const completeItemSideList = ({ path, list, ...rest }: NonNullable<RelationLiteral['listByItem']>): ItemSideList => ({
  ...rest,
  list: { path, envelope: deriveEnvelope(path), paging: 'checkpoint', pageSize: 100, ...list },
});

function completeItemList(
  itemPath: string,
  { field, step, batchSize }: NonNullable<RelationLiteral['itemLists']>[number],
): ItemList {
  const write = { path: `${itemPath}/${step}`, bodyShape: { member: step }, batchSize };
  return { field, wireField: step, idField: 'id', add: { method: 'POST', ...write }, remove: { method: 'DELETE', ...write } };
}
