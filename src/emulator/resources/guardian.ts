import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';

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

const switches = (call: Call): JsonObject => call.tenant.state.setting(SWITCHES) ?? {};

const listFactors = (call: Call): Answer =>
  ok(FACTORS.map((name) => ({ name, enabled: getObjectMember(switches(call), name) ?? false, trial_expired: false })));

function switchFactor(call: Call): Answer {
  const enabled = getObjectMember(asObject(call.body), 'enabled') === true;
  call.tenant.state.putSetting(SWITCHES, { ...switches(call), [param(call, 'name')]: enabled });
  return ok({ enabled });
}

const policies = (call: Call): JsonValue => getObjectMember(call.tenant.state.setting(POLICIES) ?? {}, 'policies') ?? [];

function setPolicies(call: Call): Answer {
  call.tenant.state.putSetting(POLICIES, { policies: call.body ?? [] });
  return ok(policies(call));
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/guardian/factors', scopes: ['read:guardian_factors'], handle: listFactors },
  { method: 'PUT', path: '/guardian/factors/{name}', scopes: ['update:guardian_factors'], handle: switchFactor },
  { method: 'GET', path: '/guardian/policies', scopes: ['read:mfa_policies'], handle: (call) => ok(policies(call)) },
  { method: 'PUT', path: '/guardian/policies', scopes: ['update:mfa_policies'], handle: setPolicies },
];

export const guardian: Resource = { routes };
