import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { revokeSigningKey, rotateSigningKeys, signingKeys } from '../behaviour/keys/signing-keys.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { created, ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

function keyOf(call: Call): JsonObject {
  const found = signingKeys(call.tenant).find((key) => textOf(key, 'kid') === param(call, 'kid'));
  if (found === undefined) throw notFound('Signing key not found.');
  return found;
}

function revocable(key: JsonObject): JsonObject {
  if (getObjectMember(key, 'previous') !== true) throw badRequest('Only the previous signing key can be revoked.');
  return key;
}

const UPDATE = ['update:signing_keys'];

const routes: readonly Route[] = [
  { method: 'GET', path: '/keys/signing', scopes: ['read:signing_keys'], handle: (call) => ok(signingKeys(call.tenant)) },
  { method: 'GET', path: '/keys/signing/{kid}', scopes: ['read:signing_keys'], handle: (call) => ok(keyOf(call)) },
  {
    method: 'POST',
    path: '/keys/signing/rotate',
    scopes: ['create:signing_keys'],
    alsoNeeds: () => [UPDATE],
    handle: (call) => created(pick(rotateSigningKeys(call.tenant), ['cert', 'kid'])),
  },
  {
    method: 'PUT',
    path: '/keys/signing/{kid}/revoke',
    scopes: UPDATE,
    handle: (call) => ok(pick(revokeSigningKey(call.tenant, revocable(keyOf(call))), ['cert', 'kid'])),
  },
];

export const signingKeysResource: Resource = { routes };
