import type { JsonObject } from '../../../model/json/json-value.ts';
import { ok } from '../../http/answer.ts';
import { type Call, param, type Route } from '../call.ts';
import { asObject, isEmptyObject } from '../objects.ts';

/** Texts that the path names: unset ones read `{}`, PUT replaces them whole, `{}` clears them (recorded traffic). */
export interface KeyedTextFacts {
  readonly name: string;
  readonly path: string;
  readonly keys: readonly string[];
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  readonly check?: (call: Call) => void;
  /** What of the sent texts is kept. */
  readonly kept?: (texts: JsonObject) => JsonObject;
}

export function keyedTextRoutes(facts: KeyedTextFacts): readonly Route[] {
  const { path, readScopes, updateScopes } = facts;
  return [
    { method: 'GET', path, scopes: readScopes, handle: (call) => ok(present(facts, call)) },
    { method: 'PUT', path, scopes: updateScopes, handle: (call) => replace(facts, call) },
  ];
}

const keyOf = (facts: KeyedTextFacts, call: Call): string => facts.keys.map((name) => param(call, name)).join('/');

function present(facts: KeyedTextFacts, call: Call): JsonObject {
  facts.check?.(call);
  return call.tenant.state.collection(facts.name).get(keyOf(facts, call)) ?? {};
}

function replace(facts: KeyedTextFacts, call: Call) {
  facts.check?.(call);
  const sent = asObject(call.body);
  const texts = facts.kept?.(sent) ?? sent;
  const store = call.tenant.state.collection(facts.name);
  if (isEmptyObject(texts)) store.delete(keyOf(facts, call));
  else store.put(keyOf(facts, call), texts);
  return ok(texts);
}
