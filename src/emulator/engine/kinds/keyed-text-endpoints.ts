import type { JsonObject } from '../../../model/json/json-value.ts';
import { answerOk } from '../../http/http-answer.ts';
import { type ApiCall, getPathParameter, type Route } from '../api-call.ts';
import { isEmptyObject, toObject } from '../json-objects.ts';

/** Texts identified by path parameters. GET of unset texts returns `{}`, PUT replaces all, PUT `{}` clears (recorded traffic). */
export interface KeyedTextFacts {
  readonly name: string;
  readonly path: string;
  readonly keys: readonly string[];
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  readonly check?: (call: ApiCall) => void;
  /** Transforms the texts before they are stored. */
  readonly normalize?: (texts: JsonObject) => JsonObject;
}

export function buildKeyedTextRoutes(facts: KeyedTextFacts): readonly Route[] {
  const { path, readScopes, updateScopes } = facts;
  return [
    { method: 'GET', path, scopes: readScopes, handle: (call) => answerOk(readTexts(facts, call)) },
    { method: 'PUT', path, scopes: updateScopes, handle: (call) => replace(facts, call) },
  ];
}

const buildKey = (facts: KeyedTextFacts, call: ApiCall): string =>
  facts.keys.map((name) => getPathParameter(call, name)).join('/');

function readTexts(facts: KeyedTextFacts, call: ApiCall): JsonObject {
  facts.check?.(call);
  return call.tenant.state.getCollection(facts.name).get(buildKey(facts, call)) ?? {};
}

function replace(facts: KeyedTextFacts, call: ApiCall) {
  facts.check?.(call);
  const sent = toObject(call.body);
  const texts = facts.normalize?.(sent) ?? sent;
  const store = call.tenant.state.getCollection(facts.name);
  if (isEmptyObject(texts)) store.delete(buildKey(facts, call));
  else store.put(buildKey(facts, call), texts);
  return answerOk(texts);
}
