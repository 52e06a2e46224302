import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import {
  activateEncryptionKey,
  changeEncryptionKey,
  destroyEncryptionKey,
  listEncryptionKeys,
  makeEncryptionKey,
  rotateMasterKey,
} from '../behaviour/keys/encryption-keys.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omit, omitInternal, toObject } from '../engine/json-objects.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, conflict, notFound, Refusal } from '../http/refusal.ts';

const PATH = '/keys/encryption';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function requireKey(call: ApiCall): JsonObject {
  const kid = getPathParameter(call, 'kid');
  if (!UUID.test(kid)) throw new Refusal(400, 'Invalid UUID format in uri.', 'invalid_uri');
  const found = listEncryptionKeys(call.tenant).find((key) => getString(key, 'kid') === kid);
  if (found === undefined) throw notFound('The key does not exist.');
  return found;
}

const PER_PAGE = 50;

/** Lists keys with the requested page size, as the API does since 2026. Recordings of 2024 have pages of 50 and zero counts. */
function list(call: ApiCall): Answer {
  const limit = call.query.getNumber('per_page') ?? PER_PAGE;
  const start = (call.query.getNumber('page') ?? 0) * limit;
  const all = listEncryptionKeys(call.tenant);
  const keys = all.slice(start, start + limit).map(omitInternal);
  return answerOk(call.query.getBoolean('include_totals') === true ? { keys, start, limit, total: all.length } : keys);
}

function create(call: ApiCall): Answer {
  const type = getString(toObject(call.body), 'type');
  if (type !== 'customer-provided-root-key')
    return answerCreated(makeEncryptionKey(call.tenant, 'tenant-encryption-key', 'active', findMasterKeyId(call)));
  const isPending = (key: JsonObject): boolean => getString(key, 'type') === type && getString(key, 'state') === 'pre-activation';
  if (listEncryptionKeys(call.tenant).some(isPending)) throw conflict('Encryption key has already been created.');
  return answerCreated(makeEncryptionKey(call.tenant, type, 'pre-activation', null));
}

const findMasterKeyId = (call: ApiCall): string | null => {
  const master = listEncryptionKeys(call.tenant).find(
    (key) => getString(key, 'type') === 'tenant-master-key' && getString(key, 'state') === 'active',
  );
  return master === undefined ? null : getString(master, 'kid');
};

function requirePending(key: JsonObject): void {
  if (getString(key, 'type') !== 'customer-provided-root-key' || getString(key, 'state') !== 'pre-activation')
    throw conflict('Failed precondition. Create new encryption key without the key material first.');
}

function createWrappingKey(call: ApiCall): Answer {
  const key = requireKey(call);
  requirePending(key);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  changeEncryptionKey(call.tenant, key, { $wrapping: true });
  return answerCreated({ public_key: pem, algorithm: 'CKM_RSA_AES_KEY_WRAP' });
}

/** Minimum length of a key wrapped with RSA-AES: the RSA modulus and the wrapped key. The emulator cannot unwrap it. */
const MIN_WRAPPED_BYTES = 256 + 24;

function importKey(call: ApiCall): Answer {
  const key = requireKey(call);
  const wrapped = getString(toObject(call.body), 'wrapped_key');
  const isBase64 = /^[A-Za-z0-9+/\s]+(?:={1,2}\s*)?$/.test(wrapped);
  if (!isBase64 || Buffer.from(wrapped, 'base64').length < MIN_WRAPPED_BYTES)
    throw badRequest('Invalid input. Wrapped key material is invalid or unsupported key type.');
  if (key.$wrapping !== true)
    throw conflict(
      'Failed precondition. Key import not in progress or unable to find the wrapping key. Make sure you have followed all the steps to import a key.',
    );
  return answerCreated(omitInternal(omit(activateEncryptionKey(call.tenant, key), ['public_key'])));
}

function remove(call: ApiCall): Answer {
  destroyEncryptionKey(call.tenant, requireKey(call));
  return NO_CONTENT;
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
      rotateMasterKey(call.tenant);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{kid}`,
    scopes: ['read:encryption_keys'],
    handle: (call) => answerOk(omitInternal(requireKey(call))),
  },
  { method: 'POST', path: `${PATH}/{kid}`, scopes: ['update:encryption_keys'], handle: importKey },
  { method: 'DELETE', path: `${PATH}/{kid}`, scopes: ['delete:encryption_keys'], handle: remove },
  { method: 'POST', path: `${PATH}/{kid}/wrapping-key`, scopes: ['create:encryption_keys'], handle: createWrappingKey },
];

export const encryptionKeyEndpoints: EndpointSet = { routes };
