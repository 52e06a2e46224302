import { realpathSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials of tenon itself. Somebody who may edit a definition must not be able to send them to a tenant, where others can read them. */
const OWN_CREDENTIALS: ReadonlySet<string> = new Set([
  'AUTH0_CLIENT_SECRET',
  'AUTH0_ACCESS_TOKEN',
  'AUTH0_CLIENT_SIGNING_KEY',
  'AUTH0_CLIENT_SIGNING_KEY_PATH',
  'TENON_PLAN_KEY',
  'TENON_CACHE_KEY',
  'TENON_NOTIFY_URL',
  'TENON_LIMITER',
]);

export const isOwnCredential = (name: string): boolean => OWN_CREDENTIALS.has(name.toUpperCase());

/** Whether a real path is the private key that tenon signs in with. */
export function isOwnKeyFile(realPath: string, env: Environment): boolean {
  const path = env.AUTH0_CLIENT_SIGNING_KEY_PATH;
  if (!path) return false;
  try {
    return realpathSync(path) === realPath;
  } catch {
    return false;
  }
}

export const OWN_CREDENTIAL_ADVICE = {
  hint: "A definition cannot use tenon's own credentials. Put a separate credential in a variable of another name.",
};
