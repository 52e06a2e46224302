import { isObject } from '../../model/json/json-value.ts';
import type { CelFunction } from '../cel-function.ts';
import { listMembers, readPath, readStringAt } from './read-values.ts';

const isPublicClient = (client: unknown): boolean =>
  readStringAt(client, 'token_endpoint_auth_method') === 'none' || ['spa', 'native'].includes(readStringAt(client, 'app_type'));

const isInteractive = (client: unknown): boolean => ['spa', 'native', 'regular_web'].includes(readStringAt(client, 'app_type'));

const isConfidential = (client: unknown): boolean =>
  ['regular_web', 'non_interactive'].includes(readStringAt(client, 'app_type')) && !isPublicClient(client);

const hasKeyAuthentication = (client: unknown): boolean =>
  listMembers(readPath(client, 'client_authentication_methods')).some(([, method]) => isObject(method));

const isThirdParty = (client: unknown): boolean => readPath(client, 'is_first_party') === false;

const testClient = (signature: string, about: string, call: (client: unknown) => boolean): CelFunction => ({
  signature,
  about,
  call,
});

/** Questions about applications. */
export const CLIENT_FUNCTIONS: readonly CelFunction[] = [
  testClient('publicClient(dyn): bool', 'Whether an application cannot keep a secret.', isPublicClient),
  testClient('interactive(dyn): bool', 'Whether people log in to an application.', isInteractive),
  testClient('confidential(dyn): bool', 'Whether an application runs on a server and authenticates itself.', isConfidential),
  testClient('keyAuth(dyn): bool', 'Whether an application authenticates with a key or a certificate.', hasKeyAuthentication),
  testClient('thirdParty(dyn): bool', 'Whether an application belongs to somebody else.', isThirdParty),
  testClient(
    'strictThirdParty(dyn): bool',
    'Whether an application belongs to somebody else and is in strict mode.',
    (client) => isThirdParty(client) && readStringAt(client, 'third_party_security_mode') === 'strict',
  ),
];
