import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CredentialSource } from './credential-source.ts';
import { parseCredentialText } from './credential-text.ts';
import { type Access, readCredentialsFromEnv } from './credentials-from-env.ts';
import { createSourceProblem } from './source-problems.ts';

/** A tenant whose domain is known, and where its credentials come from. */
export interface CredentialedTenant {
  readonly domain: string;
  readonly credentials: CredentialSource;
}

/** Gets the credentials of a tenant from their source: reads variables or a file descriptor, or runs a program. */
export async function resolveCredentials(
  { domain, credentials: source }: CredentialedTenant,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<Access, Problem>> {
  const { clientId } = source;
  const own = { domain, ...(clientId === undefined ? {} : { clientId }) };
  if (source.kind === 'variables') return readCredentialsFromEnv(env, { ...own, prefix: source.prefix });
  const text = await readSource(source);
  if (!text.ok) return text;
  const variables = parseCredentialText(text.value);
  const access = variables && readCredentialsFromEnv({ AUTH0_CLIENT_ID: env.AUTH0_CLIENT_ID, ...variables }, own);
  if (access?.ok) return access;
  const why = access ? access.error.message : 'it has no credentials';
  const message = `the credentials from ${describeSource(source)} cannot be used: ${why}`;
  return failWith({ ...createSourceProblem(message), expected: CREDENTIAL_FORMS });
}

const CREDENTIAL_FORMS =
  'the client secret alone, JSON with client_id and one of client_secret, access_token or private_key, or lines such as AUTH0_CLIENT_SECRET=…';

type TextSource = Exclude<CredentialSource, { kind: 'variables' }>;

async function readSource(source: TextSource): Promise<Outcome<string, Problem>> {
  if (source.kind === 'descriptor') return (await import('./read-descriptor.ts')).readDescriptor(source.fd);
  return (await import('./credential-command.ts')).runCredentialCommand(source.command);
}

/** Arguments are not shown: one of them might be a secret. */
const describeSource = (source: TextSource): string =>
  source.kind === 'descriptor' ? `file descriptor ${source.fd}` : `the program ${source.command[0] ?? ''}`;
