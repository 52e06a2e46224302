import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { toObject } from '../engine/json-objects.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';

const FACTORS = [
  'sms',
  'push-notification',
  'otp',
  'email',
  'duo',
  'webauthn-roaming',
  'webauthn-platform',
  'recovery-code',
] as const;

const SWITCHES = 'guardian/factors';
const POLICIES = 'guardian/policies';

const getSwitches = (call: ApiCall): JsonObject => call.tenant.state.getSetting(SWITCHES) ?? {};

const listFactors = (call: ApiCall): Answer =>
  answerOk(FACTORS.map((name) => ({ name, enabled: getObjectMember(getSwitches(call), name) ?? false, trial_expired: false })));

function switchFactor(call: ApiCall): Answer {
  const enabled = getObjectMember(toObject(call.body), 'enabled') === true;
  call.tenant.state.putSetting(SWITCHES, { ...getSwitches(call), [getPathParameter(call, 'name')]: enabled });
  return answerOk({ enabled });
}

const getPolicies = (call: ApiCall): JsonValue => getObjectMember(call.tenant.state.getSetting(POLICIES) ?? {}, 'policies') ?? [];

function setPolicies(call: ApiCall): Answer {
  call.tenant.state.putSetting(POLICIES, { policies: call.body ?? [] });
  return answerOk(getPolicies(call));
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/guardian/factors', scopes: ['read:guardian_factors'], handle: listFactors },
  { method: 'PUT', path: '/guardian/factors/{name}', scopes: ['update:guardian_factors'], handle: switchFactor },
  { method: 'GET', path: '/guardian/policies', scopes: ['read:mfa_policies'], handle: (call) => answerOk(getPolicies(call)) },
  { method: 'PUT', path: '/guardian/policies', scopes: ['update:mfa_policies'], handle: setPolicies },
];

export const guardianFactorEndpoints: EndpointSet = { routes };
