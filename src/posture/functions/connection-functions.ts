import type { CelFunction } from '../cel-function.ts';
import { listMembers, readPath, readStringAt } from './read-values.ts';

const ENTERPRISE: ReadonlySet<string> = new Set([
  ...['ad', 'adfs', 'auth0-adldap', 'auth0-oidc', 'custom', 'google-apps', 'ip', 'office365', 'oidc', 'okta'],
  ...['pingfederate', 'samlp', 'sharepoint', 'waad'],
]);
const PASSWORDLESS: ReadonlySet<string> = new Set(['email', 'sms']);

/** Lengths that the API enforces for each policy unless an explicit length is set. Source: Auth0 docs, password strength. */
const POLICY_LENGTHS: Readonly<Record<string, number>> = { none: 1, low: 6, fair: 8, good: 8, excellent: 10 };

/** Members of `options` that hold an address of the provider. Of SAML, `issuer` is a name: often an `http` one that nobody calls. */
const ENDPOINT = /(?:endpoint|uri|server)$|url$/i;
const NO_ENDPOINTS: ReadonlySet<string> = new Set(['icon_url']);
const OPENID: ReadonlySet<string> = new Set(['oidc', 'okta', 'auth0-oidc']);

export const isDatabase = (connection: unknown): boolean => readStringAt(connection, 'strategy') === 'auth0';
export const isPasswordless = (connection: unknown): boolean => PASSWORDLESS.has(readStringAt(connection, 'strategy'));
const isEnterprise = (connection: unknown): boolean => ENTERPRISE.has(readStringAt(connection, 'strategy'));

/** Whether people log in with an account of a public provider. A strategy that is not known is taken for one. */
export function isSocial(connection: unknown): boolean {
  const strategy = readStringAt(connection, 'strategy');
  return strategy !== '' && !isDatabase(connection) && !ENTERPRISE.has(strategy) && !PASSWORDLESS.has(strategy);
}

function getMinLength(connection: unknown): number {
  const lengths = ['options.password_options.complexity.min_length', 'options.password_complexity_options.min_length'];
  const explicit = lengths.map((path) => readPath(connection, path)).find((length) => typeof length === 'number');
  if (typeof explicit === 'number') return explicit;
  return POLICY_LENGTHS[readStringAt(connection, 'options.passwordPolicy')] ?? 8;
}

const hasOwnCredentials = (connection: unknown): boolean =>
  ['client_id', 'consumer_key', 'app_id'].some((name) => readStringAt(connection, `options.${name}`) !== '');

function listEndpoints(connection: unknown): readonly string[] {
  const hasIssuer = OPENID.has(readStringAt(connection, 'strategy'));
  const members = ['options', 'options.oidc_metadata'].flatMap((path) => listMembers(readPath(connection, path)));
  return members.flatMap(([name, value]) => {
    const isAddress = name === 'issuer' ? hasIssuer : ENDPOINT.test(name) && !NO_ENDPOINTS.has(name);
    return isAddress && typeof value === 'string' ? [value] : [];
  });
}

const testConnection = (
  signature: string,
  about: string,
  call: (connection: unknown) => boolean | number | readonly string[],
): CelFunction => ({ signature, about, call });

/** Questions about connections. */
export const CONNECTION_FUNCTIONS: readonly CelFunction[] = [
  testConnection('db(dyn): bool', 'Whether a connection is a database.', isDatabase),
  testConnection(
    'passwords(dyn): bool',
    'Whether people can log in to a database with a password.',
    (connection) => readPath(connection, 'options.authentication_methods.password.enabled') !== false,
  ),
  testConnection('minLength(dyn): double', 'The least length of a password: explicit, or by the password policy.', getMinLength),
  testConnection('social(dyn): bool', 'Whether people log in with an account of a public provider.', isSocial),
  testConnection('enterprise(dyn): bool', 'Whether people log in with an account of their company.', isEnterprise),
  testConnection(
    'ownCredentials(dyn): bool',
    'Whether a connection has credentials of its own at the provider.',
    hasOwnCredentials,
  ),
  testConnection('endpoints(dyn): list<string>', 'All addresses of the identity provider of a connection.', listEndpoints),
];
