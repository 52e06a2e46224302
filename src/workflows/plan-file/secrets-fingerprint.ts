import { randomBytes, scryptSync } from 'node:crypto';
import type { SecretResolver } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonValue, toCanonicalJson } from '../../model/json/json-value.ts';
import { parsePlaceholder } from '../../model/plan/placeholders.ts';
import type { Plan } from '../../model/plan/plan.ts';

/** Lists the address and place of every declared secret that the plan would send. */
function listSentSecrets(plan: Plan): readonly (readonly [string, string])[] {
  const places = plan.operations.flatMap((operation) =>
    operation.requests.flatMap((request) =>
      findSecretMarkers(request.body).map((pointer) => [operation.address, pointer] as const),
    ),
  );
  const distinct = new Map(places.map((place) => [place.join(' '), place]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

function findSecretMarkers(value: JsonValue | undefined): readonly string[] {
  if (isArray(value)) return value.flatMap(findSecretMarkers);
  if (!isObject(value)) return [];
  const placeholder = parsePlaceholder(value);
  if (placeholder?.kind === 'secret') return [placeholder.pointer];
  return Object.values(value).flatMap(findSecretMarkers);
}

/** Slow on purpose, so that a weak secret cannot be guessed from the file by brute force. One derivation covers all secrets. */
const SCRYPT_COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Computes a fingerprint of the secret values that the plan sends. Undefined: it sends none. */
export function computeSecretsFingerprint(plan: Plan, secrets: SecretResolver, salt: string, key: string): string | undefined {
  const places = listSentSecrets(plan);
  if (places.length === 0) return undefined;
  const values = places.map(([address, pointer]): JsonValue => {
    const value = secrets(address, pointer);
    return [address, pointer, value.ok ? value.value : null];
  });
  return scryptSync(toCanonicalJson(values), `${salt}${key}`, 32, SCRYPT_COST).toString('hex');
}

export const createSalt = (): string => randomBytes(16).toString('hex');
