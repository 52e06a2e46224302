import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, ok } from '../../http/answer.ts';
import type { Call } from '../call.ts';
import { selected } from '../fields.ts';
import { asObject } from '../objects.ts';
import { type PatchFacts, patched, resolveModes } from '../patch.ts';
import type { Resource } from '../resource.ts';

/** Settings that always exist: read, and changed in parts. */
export interface SingletonFacts {
  readonly name: string;
  readonly path: string;
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  /** What a tenant has before anybody wrote it. */
  readonly initial: JsonObject;
  readonly patch?: PatchFacts;
  /** On update: what the API computes or drops. */
  readonly refine?: (call: Call, after: JsonObject, body: JsonObject) => JsonObject;
  readonly check?: (call: Call, body: JsonObject) => void;
  readonly show?: (call: Call, object: JsonObject, verb: 'read' | 'update') => JsonObject;
}

export const singletonOf = (facts: SingletonFacts): Resource => ({
  routes: [
    { method: 'GET', path: facts.path, scopes: facts.readScopes, handle: (call) => read(facts, call) },
    { method: 'PATCH', path: facts.path, scopes: facts.updateScopes, handle: (call) => update(facts, call) },
  ],
});

const present = (facts: SingletonFacts, call: Call): JsonObject => call.tenant.state.setting(facts.name) ?? facts.initial;

const read = (facts: SingletonFacts, call: Call): Answer => {
  const object = present(facts, call);
  return ok(selected(call, facts.show?.(call, object, 'read') ?? object));
};

function update(facts: SingletonFacts, call: Call): Answer {
  const body = asObject(call.body);
  facts.check?.(call, body);
  const modes = resolveModes(body, facts.patch ?? {}, call.tenant.patching.unproven);
  const merged = patched(present(facts, call), body, modes);
  const after = facts.refine?.(call, merged, body) ?? merged;
  call.tenant.state.putSetting(facts.name, after);
  return ok(facts.show?.(call, after, 'update') ?? after);
}
