import { VERSION } from '../../src/disk/version.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import { type Access, readCredentialsFromEnv } from '../../src/management-api/auth/credentials-from-env.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

type Environment = Readonly<Record<string, string>>;

/** A tenant, and a way to it on which things go wrong. */
export interface Place {
  /** The tenant itself. */
  readonly url: string;
  readonly proxy: FaultProxy;
  /** Sees and puts right the tenant itself, past the faults. */
  readonly reader: ManagementApi;
  /** What the program finds in its environment. `url`: where it is to go. */
  environment(url: string): Environment;
  close(): Promise<void>;
}

/** The stand-in that somebody named, if anybody did. */
export const foreignUrl = (): string | undefined => process.env.TENON_CAMPAIGN_URL?.replace(/\/$/, '') || undefined;

export async function openPlace(name: string): Promise<Place> {
  const foreign = foreignUrl();
  if (foreign !== undefined) return reach(foreign, foreignCredentials(foreign), async () => undefined);
  const tenantDomain = `${name}.eu.auth0.com`;
  const { url, clientId, clientSecret, close } = await startEmulator({ seed: 1, tenantDomain });
  const credentials = { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret };
  return reach(url, { ...credentials, AUTH0_AUDIENCE: `https://${tenantDomain}/api/v2/` }, close);
}

async function reach(url: string, credentials: Environment, close: () => Promise<void>): Promise<Place> {
  const proxy = await startProxy(url);
  const environment = (at: string): Environment => ({ ...credentials, AUTH0_DOMAIN: at });
  const reader = createManagementApi({ ...accessFrom(environment(url)), runId: 'campaign', toolVersion: VERSION });
  return {
    url,
    proxy,
    reader,
    environment,
    close: async () => {
      await reader.close();
      await proxy.close();
      await close();
    },
  };
}

const NAMES = ['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'AUTH0_ACCESS_TOKEN', 'AUTH0_AUDIENCE'] as const;

// The audience would follow from the domain, and the program is given the proxy's.
const foreignCredentials = (url: string): Environment => ({
  AUTH0_AUDIENCE: `${url}/api/v2/`,
  ...Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, value] as const] : [];
    }),
  ),
});

export function accessFrom(environment: Environment): Access {
  const access = readCredentialsFromEnv(environment);
  if (!access.ok) throw new Error(access.error.message);
  return access.value;
}
