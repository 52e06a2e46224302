import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, answerOk } from '../../http/http-answer.ts';
import type { ApiCall, Route } from '../api-call.ts';
import { toObject } from '../json-objects.ts';
import { omitNulls, patchObject } from '../patch-object.ts';

type SettingMethod = 'GET' | 'PUT' | 'PATCH';

/** A settings object that PUT replaces and PATCH, if it has one, merges. */
export interface SettingFacts {
  /** Name in the tenant's state. All paths share one settings object. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly methods: readonly SettingMethod[];
  readonly readScopes: readonly string[];
  readonly updateScopes: readonly string[];
  /** Value in a fresh tenant. */
  readonly initial: JsonObject;
  /** Throws a refusal if the settings are invalid. */
  readonly check?: (setting: JsonObject) => void;
  readonly show?: (setting: JsonObject, method: SettingMethod) => JsonObject;
}

export const buildSettingRoutes = (facts: SettingFacts): readonly Route[] =>
  facts.paths.flatMap((path) =>
    facts.methods.map((method) => ({
      method,
      path,
      scopes: method === 'GET' ? facts.readScopes : facts.updateScopes,
      handle: (call: ApiCall) => handleSetting(facts, call, method),
    })),
  );

function handleSetting(facts: SettingFacts, call: ApiCall, method: SettingMethod): Answer {
  const present = call.tenant.state.getSetting(facts.name) ?? facts.initial;
  const after = method === 'GET' ? present : applyChange(present, toObject(call.body), method);
  if (method !== 'GET') {
    facts.check?.(after);
    call.tenant.state.putSetting(facts.name, after);
  }
  return answerOk(facts.show?.(after, method) ?? after);
}

const applyChange = (present: JsonObject, body: JsonObject, method: SettingMethod): JsonObject =>
  method === 'PATCH' ? patchObject(present, body) : omitNulls(body);
