import { VERSION } from '../../src/disk/version.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import { type Access, readCredentialsFromEnv } from '../../src/management-api/auth/credentials-from-env.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';

type Environment = Readonly<Record<string, string>>;

/** A tenant, and a way to it on which things go wrong. */
export interface FaultyTenant {
  /** The tenant itself. */
  readonly url: string;
  readonly proxy: FaultProxy;
  /** Sees and puts right the tenant itself, past the faults. */
  readonly reader: ManagementApi;
  /** What the program finds in its environment. `url`: where it is to go. */
  buildEnvironment(url: string): Environment;
  close(): Promise<void>;
}

/** The stand-in that somebody named, if anybody did. */
export const getForeignUrl = (): string | undefined => process.env.TENON_CAMPAIGN_URL?.replace(/\/$/, '') || undefined;

export async function openFaultyTenant(name: string): Promise<FaultyTenant> {
  const foreign = getForeignUrl();
  if (foreign !== undefined) return connectTenant(foreign, readForeignCredentials(foreign), async () => undefined);
  const tenantDomain = `${name}.eu.auth0.com`;
  const { url, clientId, clientSecret, close } = await startEmulator({ seed: 1, tenantDomain });
  const credentials = { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret };
  return connectTenant(url, { ...credentials, AUTH0_AUDIENCE: `https://${tenantDomain}/api/v2/` }, close);
}

async function connectTenant(url: string, credentials: Environment, close: () => Promise<void>): Promise<FaultyTenant> {
  const proxy = await startFaultProxy(url);
  const buildEnvironment = (at: string): Environment => ({ ...credentials, AUTH0_DOMAIN: at });
  const reader = createManagementApi({ ...readAccess(buildEnvironment(url)), runId: 'campaign', toolVersion: VERSION });
  return {
    url,
    proxy,
    reader,
    buildEnvironment: buildEnvironment,
    close: async () => {
      await reader.close();
      await proxy.close();
      await close();
    },
  };
}

const NAMES = ['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'AUTH0_ACCESS_TOKEN', 'AUTH0_AUDIENCE'] as const;

// The audience would follow from the domain, and the program is given the proxy's.
const readForeignCredentials = (url: string): Environment => ({
  AUTH0_AUDIENCE: `${url}/api/v2/`,
  ...Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, value] as const] : [];
    }),
  ),
});

export function readAccess(environment: Environment): Access {
  const access = readCredentialsFromEnv(environment);
  if (!access.ok) throw new Error(access.error.message);
  return access.value;
}
