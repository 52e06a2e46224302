import { createPrivateKey } from 'node:crypto';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import { parseDomain } from './tenant-domain.ts';

export type SigningAlgorithm = 'RS256' | 'RS384' | 'PS256';

export type Credentials =
  | { readonly kind: 'secret'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'key'; readonly clientId: string; readonly privateKeyPem: string; readonly algorithm?: SigningAlgorithm }
  | { readonly kind: 'token'; readonly accessToken: string }
  /** A token source of your own; its tokens are cached in memory until shortly before they expire. */
  | { readonly kind: 'provider'; readonly getToken: () => Promise<string> };

/** Credentials that the token endpoint exchanges for a token. */
export type ClientCredentials = Extract<Credentials, { kind: 'secret' | 'key' }>;

export interface Access {
  readonly domain: string;
  readonly credentials: Credentials;
  readonly audience?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the tenant's domain and credentials from environment variables, with the names that auth0-deploy-cli pipelines already use. An
 * access token takes precedence over a signing key, and a key over a client secret. An empty variable counts as unset.
 */
export function readCredentialsFromEnv(env: Environment): Outcome<Access, Problem> {
  const domain = env.AUTH0_DOMAIN || undefined;
  if (domain !== undefined) {
    const parsed = parseDomain(domain);
    if (!parsed.ok) return parsed;
  }
  const missing = listMissingNames(env, domain);
  if (domain === undefined || missing.length > 0) return failWith(buildMissingProblem(missing));
  const credentials = pickCredentials(env);
  if (!credentials.ok) return credentials;
  const audience = env.AUTH0_AUDIENCE;
  return succeed({ domain, credentials: credentials.value, ...(audience ? { audience } : {}) });
}

function listMissingNames(env: Environment, domain: string | undefined): readonly string[] {
  const names = domain === undefined ? ['AUTH0_DOMAIN'] : [];
  if (env.AUTH0_ACCESS_TOKEN) return names;
  if (!env.AUTH0_CLIENT_ID) names.push('AUTH0_CLIENT_ID');
  if (!env.AUTH0_CLIENT_SECRET && !env.AUTH0_CLIENT_SIGNING_KEY_PATH) names.push('AUTH0_CLIENT_SECRET');
  return names;
}

function pickCredentials(env: Environment): Outcome<Credentials, Problem> {
  const clientId = env.AUTH0_CLIENT_ID ?? '';
  if (env.AUTH0_ACCESS_TOKEN) return succeed({ kind: 'token', accessToken: env.AUTH0_ACCESS_TOKEN.trim() });
  if (env.AUTH0_CLIENT_SIGNING_KEY_PATH) return readSigningKey(clientId, env.AUTH0_CLIENT_SIGNING_KEY_PATH, env);
  return succeed({ kind: 'secret', clientId, clientSecret: env.AUTH0_CLIENT_SECRET ?? '' });
}

function readSigningKey(clientId: string, path: string, env: Environment): Outcome<Credentials, Problem> {
  const algorithm = parseAlgorithm(env.AUTH0_CLIENT_SIGNING_ALGORITHM || 'RS256');
  if (!algorithm)
    return failWith(
      buildProblem('credentials-missing', 'AUTH0_CLIENT_SIGNING_ALGORITHM is not supported', 'one of: RS256, RS384, PS256'),
    );
  try {
    const privateKeyPem = readTextFile(path);
    createPrivateKey(privateKeyPem);
    return succeed({ kind: 'key', clientId, privateKeyPem, algorithm });
  } catch {
    const message = `AUTH0_CLIENT_SIGNING_KEY_PATH: cannot read a private key from ${path}`;
    return failWith(buildProblem('file-unreadable', message, 'a private key in PEM form, without a passphrase'));
  }
}

const parseAlgorithm = (name: string): SigningAlgorithm | undefined =>
  name === 'RS256' || name === 'RS384' || name === 'PS256' ? name : undefined;

const buildMissingProblem = (names: readonly string[]): Problem => ({
  ...buildProblem('credentials-missing', `not set: ${names.join(', ')}`),
  hint:
    'Set AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET of a machine-to-machine application. You can set ' +
    'AUTH0_CLIENT_SIGNING_KEY_PATH instead of the secret, or AUTH0_ACCESS_TOKEN instead of id and secret.',
});

const buildProblem = (code: ProblemCode, message: string, expected?: string): Problem => ({
  code,
  severity: 'error',
  message,
  ...omitUndefined({ expected }),
});
