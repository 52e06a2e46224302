import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, noContent, ok } from '../../http/answer.ts';
import { conflict, notFound, type Refusal } from '../../http/refusal.ts';
import type { Collection, Entry } from '../../state/collection.ts';
import { type Call, type Method, param, type Route } from '../call.ts';
import { selected } from '../fields.ts';
import { asObject, textOf, visible } from '../objects.ts';
import { page } from '../paging/paging.ts';
import { patched, resolveModes, withoutNulls } from '../patch.ts';
import type { Resource } from '../resource.ts';
import type { CollectionFacts, Missing, Verb } from './collection-facts.ts';

/** The five endpoints of a collection, made from its facts. */
export function collectionOf(facts: CollectionFacts, more: readonly Route[] = []): Resource {
  const item = facts.itemPath ?? `${facts.path}/{id}`;
  const routes = [
    route(facts, 'list', 'GET', facts.path, listAll),
    route(facts, 'create', 'POST', facts.path, create),
    route(facts, 'read', 'GET', item, read),
    route(facts, 'update', 'PATCH', item, update),
    route(facts, 'delete', 'DELETE', item, remove),
  ].flat();
  const { parent } = facts;
  const byParent = parent === undefined ? {} : { parent: (object: JsonObject) => [textOf(object, parent.member)] };
  return { routes: [...routes, ...more], indexes: { [facts.name]: { ...facts.indexes, ...byParent } } };
}

type Handle = (facts: CollectionFacts, call: Call) => Answer;

function route(facts: CollectionFacts, verb: Verb, method: Method, path: string, handle: Handle): readonly Route[] {
  const scopes = facts.scopes[verb];
  if (scopes === undefined) return [];
  const alsoNeeds = facts.alsoNeeds === undefined ? {} : { alsoNeeds: facts.alsoNeeds };
  return [{ method, path, scopes, ...alsoNeeds, handle: (call) => handle(facts, call) }];
}

const storeOf = (facts: CollectionFacts, call: Call): Collection => call.tenant.state.collection(facts.name);
const missing = (what: Missing): Refusal => notFound(what.message, what.errorCode);

function shown(facts: CollectionFacts, call: Call, object: JsonObject, verb: Verb): JsonObject {
  return visible(facts.show?.(call, object, verb) ?? object);
}

function requireParent(facts: CollectionFacts, call: Call): string | undefined {
  const { parent } = facts;
  if (parent === undefined) return undefined;
  const id = param(call, parent.param);
  if (!call.tenant.state.collection(parent.collection).has(id)) throw missing(parent.missing);
  return id;
}

function listAll(facts: CollectionFacts, call: Call): Answer {
  const parent = requireParent(facts, call);
  const all = entriesOf(storeOf(facts, call), parent);
  const filter = facts.filter?.(call);
  const kept = filter === undefined ? all : all.filter((entry) => filter(entry.value));
  const rows = facts.newestFirst === true ? kept.toReversed() : kept;
  const show = (entry: Entry): JsonObject => selected(call, shown(facts, call, entry.value, 'list'), facts.alwaysSelected);
  return ok(facts.list === undefined ? rows.map(show) : page(call, facts.list, rows, show));
}

const entriesOf = (store: Collection, parent: string | undefined): readonly Entry[] =>
  parent === undefined ? [...store.entries()] : store.find('parent', parent);

const itemParam = (facts: CollectionFacts): string => /\{([^}]*)\}$/.exec(facts.itemPath ?? '{id}')?.[1] ?? 'id';

function findItem(facts: CollectionFacts, call: Call): JsonObject | undefined {
  const parent = requireParent(facts, call);
  const id = param(call, itemParam(facts));
  const found = storeOf(facts, call).get(id) ?? facts.locate?.(call, id);
  const strange = facts.parent !== undefined && found !== undefined && textOf(found, facts.parent.member) !== parent;
  return strange ? undefined : found;
}

export function itemOf(facts: CollectionFacts, call: Call): JsonObject {
  const found = findItem(facts, call);
  if (found === undefined) throw missing(facts.missing);
  return found;
}

const read = (facts: CollectionFacts, call: Call): Answer =>
  ok(selected(call, shown(facts, call, itemOf(facts, call), 'read'), facts.alwaysSelected));

function create(facts: CollectionFacts, call: Call): Answer {
  const parent = requireParent(facts, call);
  const body = asObject(call.body);
  const sent = withoutNulls(body);
  const draft = facts.fill?.(call, sent) ?? sent;
  facts.check?.(call, draft, undefined, body);
  const id = facts.newId(call, draft);
  const owner = facts.parent === undefined ? {} : { [facts.parent.member]: parent ?? '' };
  const object = { [facts.idMember]: id, ...draft, ...owner };
  requireUnique(facts, call, object);
  storeOf(facts, call).put(id, object);
  const final = facts.created?.(call, object, body) ?? object;
  return { status: facts.status?.create ?? 201, body: shown(facts, call, final, 'create') };
}

function requireUnique(facts: CollectionFacts, call: Call, object: JsonObject): void {
  for (const rule of facts.unique ?? []) {
    const keys = facts.indexes?.[rule.index]?.(object) ?? [];
    const others = keys.flatMap((key) => storeOf(facts, call).find(rule.index, key));
    if (others.some((other) => other.id !== textOf(object, facts.idMember))) throw conflict(rule.message, rule.errorCode);
  }
}

function update(facts: CollectionFacts, call: Call): Answer {
  const before = itemOf(facts, call);
  const body = asObject(call.body);
  const merged = patched(before, body, resolveModes(body, facts.patch ?? {}, call.tenant.patching.unproven));
  const after = facts.refine?.(call, merged, before, body) ?? merged;
  facts.check?.(call, after, before, body);
  requireUnique(facts, call, after);
  storeOf(facts, call).put(textOf(after, facts.idMember), after);
  facts.updated?.(call, after, before);
  return { status: facts.status?.update ?? 200, body: shown(facts, call, after, 'update') };
}

function remove(facts: CollectionFacts, call: Call): Answer {
  const found = findItem(facts, call);
  if (found === undefined) {
    if (facts.idempotentDelete !== true) throw missing(facts.missing);
    return facts.deleted?.(call) ?? noContent;
  }
  facts.removing?.(call, found);
  storeOf(facts, call).delete(textOf(found, facts.idMember));
  return facts.deleted?.(call) ?? noContent;
}
