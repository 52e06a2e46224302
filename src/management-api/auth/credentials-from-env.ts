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

/** Which variables to read. */
export interface VariableOptions {
  /** Beginning of the names of the variables. Undefined: none. */
  readonly prefix?: string;
  /** Undefined: from `AUTH0_DOMAIN`. */
  readonly domain?: string;
  /** Undefined: from `AUTH0_CLIENT_ID`. */
  readonly clientId?: string;
}

/**
 * Reads the tenant's domain and credentials from environment variables, with the names that auth0-deploy-cli pipelines already use. An
 * access token takes precedence over a signing key, and a key over a client secret. An empty variable counts as unset.
 */
export function readCredentialsFromEnv(env: Environment, options: VariableOptions = {}): Outcome<Access, Problem> {
  const { prefix = '' } = options;
  const read = (name: string): string | undefined => env[prefix + name] || undefined;
  const domain = options.domain ?? read('AUTH0_DOMAIN');
  if (domain !== undefined) {
    const parsed = parseDomain(domain);
    if (!parsed.ok) return parsed;
  }
  const clientId = options.clientId ?? read('AUTH0_CLIENT_ID');
  const missing = listMissingNames(read, domain, clientId).map((name) => prefix + name);
  if (domain === undefined || missing.length > 0) return failWith(buildMissingProblem(missing, prefix));
  const credentials = pickCredentials(read, clientId ?? '', prefix);
  if (!credentials.ok) return credentials;
  return succeed({ domain, credentials: credentials.value, ...omitUndefined({ audience: read('AUTH0_AUDIENCE') }) });
}

/** Returns the value of a variable; undefined if it is unset or empty. */
type ReadVariable = (name: string) => string | undefined;

function listMissingNames(read: ReadVariable, domain: string | undefined, clientId: string | undefined): readonly string[] {
  const names = domain === undefined ? ['AUTH0_DOMAIN'] : [];
  if (read('AUTH0_ACCESS_TOKEN')) return names;
  if (!clientId) names.push('AUTH0_CLIENT_ID');
  if (!PROOFS.some(read)) names.push('AUTH0_CLIENT_SECRET');
  return names;
}

const PROOFS = ['AUTH0_CLIENT_SECRET', 'AUTH0_CLIENT_SIGNING_KEY', 'AUTH0_CLIENT_SIGNING_KEY_PATH'];

function pickCredentials(read: ReadVariable, clientId: string, prefix: string): Outcome<Credentials, Problem> {
  const accessToken = read('AUTH0_ACCESS_TOKEN');
  if (accessToken) return succeed({ kind: 'token', accessToken: accessToken.trim() });
  if (read('AUTH0_CLIENT_SIGNING_KEY_PATH') || read('AUTH0_CLIENT_SIGNING_KEY')) return readSigningKey(read, clientId, prefix);
  return succeed({ kind: 'secret', clientId, clientSecret: read('AUTH0_CLIENT_SECRET') ?? '' });
}

function readSigningKey(read: ReadVariable, clientId: string, prefix: string): Outcome<Credentials, Problem> {
  const algorithm = parseAlgorithm(read('AUTH0_CLIENT_SIGNING_ALGORITHM') ?? 'RS256');
  if (!algorithm)
    return failWith(
      buildProblem(
        'credentials-missing',
        `${prefix}AUTH0_CLIENT_SIGNING_ALGORITHM is not supported`,
        'one of: RS256, RS384, PS256',
      ),
    );
  const path = read('AUTH0_CLIENT_SIGNING_KEY_PATH');
  try {
    // One line in a secret store or a .env file: its line breaks are written as \n.
    const privateKeyPem =
      path === undefined ? (read('AUTH0_CLIENT_SIGNING_KEY') ?? '').replaceAll('\\n', '\n') : readTextFile(path);
    createPrivateKey(privateKeyPem);
    return succeed({ kind: 'key', clientId, privateKeyPem, algorithm });
  } catch {
    const expected = 'a private key in PEM form, without a passphrase';
    const message =
      path === undefined
        ? `${prefix}AUTH0_CLIENT_SIGNING_KEY is not a private key`
        : `${prefix}AUTH0_CLIENT_SIGNING_KEY_PATH: cannot read a private key from ${path}`;
    return failWith(buildProblem(path === undefined ? 'credentials-missing' : 'file-unreadable', message, expected));
  }
}

const parseAlgorithm = (name: string): SigningAlgorithm | undefined =>
  name === 'RS256' || name === 'RS384' || name === 'PS256' ? name : undefined;

const buildMissingProblem = (names: readonly string[], prefix: string): Problem => ({
  ...buildProblem('credentials-missing', `not set: ${names.join(', ')}`),
  hint:
    `Set ${names.some((name) => name.endsWith('_DOMAIN')) ? `${prefix}AUTH0_DOMAIN, ` : ''}${prefix}AUTH0_CLIENT_ID and ` +
    `${prefix}AUTH0_CLIENT_SECRET of a machine-to-machine application. You can set ${prefix}AUTH0_CLIENT_SIGNING_KEY or ` +
    `${prefix}AUTH0_CLIENT_SIGNING_KEY_PATH instead of the secret, or ${prefix}AUTH0_ACCESS_TOKEN instead of id and secret.`,
});

const buildProblem = (code: ProblemCode, message: string, expected?: string): Problem => ({
  code,
  severity: 'error',
  message,
  ...omitUndefined({ expected }),
});
