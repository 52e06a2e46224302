import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import {
  activate,
  changeEncryptionKey,
  destroy,
  encryptionKeys,
  makeEncryptionKey,
  rekey,
} from '../behaviour/keys/encryption-keys.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, textOf, visible, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { badRequest, conflict, notFound, Refusal } from '../http/refusal.ts';

const PATH = '/keys/encryption';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function keyOf(call: Call): JsonObject {
  const kid = param(call, 'kid');
  if (!UUID.test(kid)) throw new Refusal(400, 'Invalid UUID format in uri.', 'invalid_uri');
  const found = encryptionKeys(call.tenant).find((key) => textOf(key, 'kid') === kid);
  if (found === undefined) throw notFound('The key does not exist.');
  return found;
}

const PER_PAGE = 50;

/** The newest recordings (May 2026) answer the page size that was asked for; those of 2024 had pages of 50 and zeros. */
function list(call: Call): Answer {
  const limit = call.query.number('per_page') ?? PER_PAGE;
  const start = (call.query.number('page') ?? 0) * limit;
  const all = encryptionKeys(call.tenant);
  const keys = all.slice(start, start + limit).map(visible);
  return ok(call.query.flag('include_totals') === true ? { keys, start, limit, total: all.length } : keys);
}

function create(call: Call): Answer {
  const type = textOf(asObject(call.body), 'type');
  if (type !== 'customer-provided-root-key')
    return created(makeEncryptionKey(call.tenant, 'tenant-encryption-key', 'active', masterOf(call)));
  const isPending = (key: JsonObject): boolean => textOf(key, 'type') === type && textOf(key, 'state') === 'pre-activation';
  if (encryptionKeys(call.tenant).some(isPending)) throw conflict('Encryption key has already been created.');
  return created(makeEncryptionKey(call.tenant, type, 'pre-activation', null));
}

const masterOf = (call: Call): string | null => {
  const master = encryptionKeys(call.tenant).find(
    (key) => textOf(key, 'type') === 'tenant-master-key' && textOf(key, 'state') === 'active',
  );
  return master === undefined ? null : textOf(master, 'kid');
};

function requirePending(key: JsonObject): void {
  if (textOf(key, 'type') !== 'customer-provided-root-key' || textOf(key, 'state') !== 'pre-activation')
    throw conflict('Failed precondition. Create new encryption key without the key material first.');
}

function wrappingKey(call: Call): Answer {
  const key = keyOf(call);
  requirePending(key);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  changeEncryptionKey(call.tenant, key, { $wrapping: true });
  return created({ public_key: pem, algorithm: 'CKM_RSA_AES_KEY_WRAP' });
}

/** A key wrapped for RSA-AES: as long as the modulus at least, and the wrapped key behind it. It cannot be opened here. */
const SHORTEST = 256 + 24;

function importKey(call: Call): Answer {
  const key = keyOf(call);
  const wrapped = textOf(asObject(call.body), 'wrapped_key');
  const isBase64 = /^[A-Za-z0-9+/\s]+(?:={1,2}\s*)?$/.test(wrapped);
  if (!isBase64 || Buffer.from(wrapped, 'base64').length < SHORTEST)
    throw badRequest('Invalid input. Wrapped key material is invalid or unsupported key type.');
  if (key.$wrapping !== true)
    throw conflict(
      'Failed precondition. Key import not in progress or unable to find the wrapping key. Make sure you have followed all the steps to import a key.',
    );
  return created(visible(without(activate(call.tenant, key), ['public_key'])));
}

function remove(call: Call): Answer {
  destroy(call.tenant, keyOf(call));
  return noContent;
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:encryption_keys'], handle: list },
  { method: 'POST', path: PATH, scopes: ['create:encryption_keys'], handle: create },
  {
    method: 'POST',
    path: `${PATH}/rekey`,
    scopes: ['create:encryption_keys'],
    alsoNeeds: () => [['update:encryption_keys']],
    handle: (call) => {
      rekey(call.tenant);
      return noContent;
    },
  },
  { method: 'GET', path: `${PATH}/{kid}`, scopes: ['read:encryption_keys'], handle: (call) => ok(visible(keyOf(call))) },
  { method: 'POST', path: `${PATH}/{kid}`, scopes: ['update:encryption_keys'], handle: importKey },
  { method: 'DELETE', path: `${PATH}/{kid}`, scopes: ['delete:encryption_keys'], handle: remove },
  { method: 'POST', path: `${PATH}/{kid}/wrapping-key`, scopes: ['create:encryption_keys'], handle: wrappingKey },
];

export const encryptionKeysResource: Resource = { routes };
