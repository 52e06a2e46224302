import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { listSigningKeys, revokeSigningKey, rotateSigningKeys } from '../behaviour/keys/signing-keys.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { answerCreated, answerOk } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

function requireKey(call: ApiCall): JsonObject {
  const found = listSigningKeys(call.tenant).find((key) => getString(key, 'kid') === getPathParameter(call, 'kid'));
  if (found === undefined) throw notFound('Signing key not found.');
  return found;
}

function requireRevocable(key: JsonObject): JsonObject {
  if (getObjectMember(key, 'previous') !== true) throw badRequest('Only the previous signing key can be revoked.');
  return key;
}

const UPDATE_SCOPES = ['update:signing_keys'];

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/keys/signing',
    scopes: ['read:signing_keys'],
    handle: (call) => answerOk(listSigningKeys(call.tenant)),
  },
  { method: 'GET', path: '/keys/signing/{kid}', scopes: ['read:signing_keys'], handle: (call) => answerOk(requireKey(call)) },
  {
    method: 'POST',
    path: '/keys/signing/rotate',
    scopes: ['create:signing_keys'],
    alsoNeeds: () => [UPDATE_SCOPES],
    handle: (call) => answerCreated(pick(rotateSigningKeys(call.tenant), ['cert', 'kid'])),
  },
  {
    method: 'PUT',
    path: '/keys/signing/{kid}/revoke',
    scopes: UPDATE_SCOPES,
    handle: (call) => answerOk(pick(revokeSigningKey(call.tenant, requireRevocable(requireKey(call))), ['cert', 'kid'])),
  },
];

export const signingKeyEndpoints: EndpointSet = { routes };
