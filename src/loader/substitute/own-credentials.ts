import { realpathSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials of tenon itself. Somebody who may edit a definition must not be able to send them to a tenant, where others can read them. */
const OWN_CREDENTIALS: ReadonlySet<string> = new Set(['TENON_PLAN_KEY', 'TENON_CACHE_KEY', 'TENON_NOTIFY_URL', 'TENON_LIMITER']);

/** Each tenant of a project may have its own, whose names begin with a prefix: `DEV_AUTH0_CLIENT_SECRET`. */
const CLIENT_CREDENTIAL = /AUTH0_(?:CLIENT_SECRET|ACCESS_TOKEN|CLIENT_SIGNING_KEY(?:_PATH)?)$/i;

export const isOwnCredential = (name: string): boolean => OWN_CREDENTIALS.has(name.toUpperCase()) || CLIENT_CREDENTIAL.test(name);

/** Whether a real path is a private key that tenon signs in with. */
export const isOwnKeyFile = (realPath: string, env: Environment): boolean =>
  Object.entries(env).some(([name, path]) => /AUTH0_CLIENT_SIGNING_KEY_PATH$/i.test(name) && path && isSameFile(path, realPath));

function isSameFile(path: string, realPath: string): boolean {
  try {
    return realpathSync(path) === realPath;
  } catch {
    return false;
  }
}

export const OWN_CREDENTIAL_ADVICE = {
  hint: "A definition cannot use tenon's own credentials. Put a separate credential in a variable of another name.",
};
