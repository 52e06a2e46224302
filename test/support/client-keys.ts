import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, declareResource } from './tenant-builders.ts';

/** A new public key, as somebody would declare it. */
export function generatePublicPem(): string {
  const { publicKey }: { readonly publicKey: KeyObject } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return String(publicKey.export({ type: 'spki', format: 'pem' }));
}

/** A client with these keys, and one by which it signs requests. */
export const declareClientWithKeys = (
  keys: readonly JsonObject[] | null | undefined,
  signing?: readonly JsonObject[],
): Definition =>
  createDefinition([
    declareResource('clients', {
      name: 'Shop',
      ...(keys === undefined
        ? {}
        : keys === null
          ? { client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' }
          : { client_authentication_methods: { private_key_jwt: { credentials: keys } } }),
      ...(signing ? { signed_request_object: { credentials: signing } } : {}),
    }),
  ]);
