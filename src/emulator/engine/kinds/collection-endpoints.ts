import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, answerOk, NO_CONTENT } from '../../http/http-answer.ts';
import { conflict, notFound, type Refusal } from '../../http/refusal.ts';
import type { CollectionEntry, ObjectCollection } from '../../state/object-collection.ts';
import { type ApiCall, getPathParameter, type HttpMethod, type Route } from '../api-call.ts';
import type { EndpointSet } from '../endpoint-set.ts';
import { getString, omitInternal, toObject } from '../json-objects.ts';
import { buildListPage } from '../paging/list-page.ts';
import { omitNulls, patchObject, resolveUnprovenModes } from '../patch-object.ts';
import { selectFields } from '../select-fields.ts';
import type { CollectionFacts, CollectionVerb, NotFoundFacts } from './collection-facts.ts';

/** Builds the endpoints of a collection: list, create, read, update and delete, each if `facts.scopes` has it. */
export function buildCollectionEndpoints(facts: CollectionFacts, more: readonly Route[] = []): EndpointSet {
  const item = facts.itemPath ?? `${facts.path}/{id}`;
  const routes = [
    buildRoutes(facts, 'list', 'GET', facts.path, listAll),
    buildRoutes(facts, 'create', 'POST', facts.path, create),
    buildRoutes(facts, 'read', 'GET', item, read),
    buildRoutes(facts, 'update', 'PATCH', item, update),
    buildRoutes(facts, 'delete', 'DELETE', item, remove),
  ].flat();
  const { parent } = facts;
  const byParent = parent === undefined ? {} : { parent: (object: JsonObject) => [getString(object, parent.member)] };
  return { routes: [...routes, ...more], indexes: { [facts.name]: { ...facts.indexes, ...byParent } } };
}

type CollectionHandler = (facts: CollectionFacts, call: ApiCall) => Answer;

function buildRoutes(
  facts: CollectionFacts,
  verb: CollectionVerb,
  method: HttpMethod,
  path: string,
  handle: CollectionHandler,
): readonly Route[] {
  const scopes = facts.scopes[verb];
  if (scopes === undefined) return [];
  const alsoNeeds = facts.alsoNeeds === undefined ? {} : { alsoNeeds: facts.alsoNeeds };
  return [{ method, path, scopes, ...alsoNeeds, handle: (call) => handle(facts, call) }];
}

const getStore = (facts: CollectionFacts, call: ApiCall): ObjectCollection => call.tenant.state.getCollection(facts.name);
const buildNotFound = (notFoundFacts: NotFoundFacts): Refusal => notFound(notFoundFacts.message, notFoundFacts.errorCode);

function showObject(facts: CollectionFacts, call: ApiCall, object: JsonObject, verb: CollectionVerb): JsonObject {
  return omitInternal(facts.show?.(call, object, verb) ?? object);
}

function requireParent(facts: CollectionFacts, call: ApiCall): string | undefined {
  const { parent } = facts;
  if (parent === undefined) return undefined;
  const id = getPathParameter(call, parent.param);
  if (!call.tenant.state.getCollection(parent.collection).has(id)) throw buildNotFound(parent.missing);
  return id;
}

function listAll(facts: CollectionFacts, call: ApiCall): Answer {
  const parent = requireParent(facts, call);
  const all = listEntries(getStore(facts, call), parent);
  const filter = facts.filter?.(call);
  const kept = filter === undefined ? all : all.filter((entry) => filter(entry.value));
  const ordered = facts.order?.(call, kept) ?? kept;
  const rows = facts.newestFirst === true ? ordered.toReversed() : ordered;
  const show = (entry: CollectionEntry): JsonObject =>
    selectFields(call, showObject(facts, call, entry.value, 'list'), facts.alwaysSelected);
  return answerOk(facts.list === undefined ? rows.map(show) : buildListPage(call, facts.list, rows, show));
}

const listEntries = (store: ObjectCollection, parent: string | undefined): readonly CollectionEntry[] =>
  parent === undefined ? [...store.entries()] : store.find('parent', parent);

const getItemParameter = (facts: CollectionFacts): string => /\{([^}]*)\}$/.exec(facts.itemPath ?? '{id}')?.[1] ?? 'id';

function findItem(facts: CollectionFacts, call: ApiCall): JsonObject | undefined {
  const parent = requireParent(facts, call);
  const id = getPathParameter(call, getItemParameter(facts));
  const found = getStore(facts, call).get(id) ?? facts.locate?.(call, id);
  const isForeign = facts.parent !== undefined && found !== undefined && getString(found, facts.parent.member) !== parent;
  return isForeign ? undefined : found;
}

export function getItem(facts: CollectionFacts, call: ApiCall): JsonObject {
  const found = findItem(facts, call);
  if (found === undefined) throw buildNotFound(facts.missing);
  return found;
}

const read = (facts: CollectionFacts, call: ApiCall): Answer =>
  answerOk(selectFields(call, showObject(facts, call, getItem(facts, call), 'read'), facts.alwaysSelected));

function create(facts: CollectionFacts, call: ApiCall): Answer {
  const parent = requireParent(facts, call);
  const body = toObject(call.body);
  const sent = omitNulls(body);
  const draft = facts.fill?.(call, sent) ?? sent;
  facts.check?.(call, draft, undefined, body);
  const id = facts.makeId(call, draft);
  const owner = facts.parent === undefined ? {} : { [facts.parent.member]: parent ?? '' };
  const object = { [facts.idMember]: id, ...draft, ...owner };
  requireUnique(facts, call, object);
  getStore(facts, call).put(id, object);
  const final = facts.afterCreate?.(call, object, body) ?? object;
  return { status: facts.status?.create ?? 201, body: showObject(facts, call, final, 'create') };
}

function requireUnique(facts: CollectionFacts, call: ApiCall, object: JsonObject): void {
  for (const rule of facts.unique ?? []) {
    const keys = facts.indexes?.[rule.index]?.(object) ?? [];
    const others = keys.flatMap((key) => getStore(facts, call).find(rule.index, key));
    if (others.some((other) => other.id !== getString(object, facts.idMember))) throw conflict(rule.message, rule.errorCode);
  }
}

function update(facts: CollectionFacts, call: ApiCall): Answer {
  const before = getItem(facts, call);
  const body = toObject(call.body);
  const merged = patchObject(before, body, resolveUnprovenModes(body, facts.patch ?? {}, call.tenant.patching.unproven));
  const after = facts.refine?.(call, merged, before, body) ?? merged;
  facts.check?.(call, after, before, body);
  requireUnique(facts, call, after);
  getStore(facts, call).put(getString(after, facts.idMember), after);
  facts.afterUpdate?.(call, after, before);
  return { status: facts.status?.update ?? 200, body: showObject(facts, call, after, 'update') };
}

function remove(facts: CollectionFacts, call: ApiCall): Answer {
  const found = findItem(facts, call);
  if (found === undefined) {
    if (facts.idempotentDelete !== true) throw buildNotFound(facts.missing);
    return facts.answerDelete?.(call) ?? NO_CONTENT;
  }
  facts.beforeDelete?.(call, found);
  getStore(facts, call).delete(getString(found, facts.idMember));
  return facts.answerDelete?.(call) ?? NO_CONTENT;
}
