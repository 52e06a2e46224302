import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, ok } from '../../http/answer.ts';
import type { Call, Route } from '../call.ts';
import { asObject } from '../objects.ts';
import { patched, withoutNulls } from '../patch.ts';

type SettingMethod = 'GET' | 'PUT' | 'PATCH';

/** Settings that PUT sets anew and PATCH, where there is one, changes in parts. */
export interface SettingFacts {
  /** Where they are kept; settings that have several paths are one. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly methods: readonly SettingMethod[];
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  /** What a tenant has before anybody wrote them. */
  readonly initial: JsonObject;
  /** Refuses what may not be kept. */
  readonly check?: (setting: JsonObject) => void;
  readonly show?: (setting: JsonObject, method: SettingMethod) => JsonObject;
}

export const settingRoutes = (facts: SettingFacts): readonly Route[] =>
  facts.paths.flatMap((path) =>
    facts.methods.map((method) => ({
      method,
      path,
      scopes: method === 'GET' ? facts.readScopes : facts.updateScopes,
      handle: (call: Call) => answer(facts, call, method),
    })),
  );

function answer(facts: SettingFacts, call: Call, method: SettingMethod): Answer {
  const present = call.tenant.state.setting(facts.name) ?? facts.initial;
  const after = method === 'GET' ? present : changed(present, asObject(call.body), method);
  if (method !== 'GET') {
    facts.check?.(after);
    call.tenant.state.putSetting(facts.name, after);
  }
  return ok(facts.show?.(after, method) ?? after);
}

const changed = (present: JsonObject, body: JsonObject, method: SettingMethod): JsonObject =>
  method === 'PATCH' ? patched(present, body) : withoutNulls(body);
