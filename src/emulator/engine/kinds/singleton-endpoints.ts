import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, answerOk } from '../../http/http-answer.ts';
import type { ApiCall } from '../api-call.ts';
import type { EndpointSet } from '../endpoint-set.ts';
import { toObject } from '../json-objects.ts';
import { type PatchFacts, patchObject, resolveUnprovenModes } from '../patch-object.ts';
import { selectFields } from '../select-fields.ts';

/** A settings object that always exists, read with GET and changed with PATCH. */
export interface SingletonFacts {
  readonly name: string;
  readonly path: string;
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  /** Value in a fresh tenant. */
  readonly initial: JsonObject;
  readonly patch?: PatchFacts;
  /** On update: applies what the API computes or drops. */
  readonly refine?: (call: ApiCall, after: JsonObject, body: JsonObject) => JsonObject;
  readonly check?: (call: ApiCall, body: JsonObject) => void;
  readonly show?: (call: ApiCall, object: JsonObject, verb: 'read' | 'update') => JsonObject;
}

export const buildSingletonEndpoints = (facts: SingletonFacts): EndpointSet => ({
  routes: [
    { method: 'GET', path: facts.path, scopes: facts.readScopes, handle: (call) => read(facts, call) },
    { method: 'PATCH', path: facts.path, scopes: facts.updateScopes, handle: (call) => update(facts, call) },
  ],
});

const getPresent = (facts: SingletonFacts, call: ApiCall): JsonObject =>
  call.tenant.state.getSetting(facts.name) ?? facts.initial;

const read = (facts: SingletonFacts, call: ApiCall): Answer => {
  const object = getPresent(facts, call);
  return answerOk(selectFields(call, facts.show?.(call, object, 'read') ?? object));
};

function update(facts: SingletonFacts, call: ApiCall): Answer {
  const body = toObject(call.body);
  facts.check?.(call, body);
  const modes = resolveUnprovenModes(body, facts.patch ?? {}, call.tenant.patching.unproven);
  const merged = patchObject(getPresent(facts, call), body, modes);
  const after = facts.refine?.(call, merged, body) ?? merged;
  call.tenant.state.putSetting(facts.name, after);
  return answerOk(facts.show?.(call, after, 'update') ?? after);
}
