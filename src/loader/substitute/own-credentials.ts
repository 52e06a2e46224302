import { realpathSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** What tenon itself runs with. Who may change a definition must not be able to send it to a tenant, where others read it. */
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

/** Whether a file, its symbolic links followed, is the key that tenon signs in with. */
export function isOwnKeyFile(real: string, env: Environment): boolean {
  const path = env.AUTH0_CLIENT_SIGNING_KEY_PATH;
  if (!path) return false;
  try {
    return realpathSync(path) === real;
  } catch {
    return false;
  }
}

export const OWN_CREDENTIAL_ADVICE = {
  hint: 'tenon runs with it. Give the definition a credential of its own, in a variable of another name.',
};
