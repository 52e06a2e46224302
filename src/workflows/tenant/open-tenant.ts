import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { VERSION } from '../../disk/version.ts';
import type { Access } from '../../management-api/auth/credentials-from-env.ts';
import type { SharedLimits } from '../../management-api/coordination/shared-limits.ts';
import type { LimitedApi } from '../../management-api/management-api.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { TenantTarget } from '../../project/project.ts';
import { DEFAULT_EMULATOR_STATE } from '../defaults.ts';
import type { Environment, WorkflowPorts } from '../ports.ts';
import { unlockLocally } from './local-lock.ts';
import { openSharedLimits } from './open-shared-limits.ts';

/** A connection to a tenant: a real one or the embedded emulator. */
export interface TenantConnection {
  readonly api: LimitedApi;
  readonly runId: string;
  /** Rate limits and lock that it shares with other processes. Undefined: none. */
  readonly shared?: SharedLimits;
  /** Secret to seal a cache of this tenant with. Undefined: there is only an access token, which expires. */
  readonly cacheSecret?: string;
  close(): Promise<void>;
}

/** Which tenant a workflow works on, and how fast. */
export interface TenantOptions {
  /** Use the embedded emulator instead of a tenant; its state is kept in this file. `true`: in `DEFAULT_EMULATOR_STATE`. */
  readonly emulator?: string | true;
  /** Domain and credentials. Undefined: from `target`. */
  readonly access?: Access;
  /** Tenant of a project. Undefined: domain and credentials are in the environment (`AUTH0_DOMAIN`, …). */
  readonly target?: TenantTarget;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Share of each rate limit that is left to others. Undefined: 0.2. */
  readonly headroom?: number;
  /** Maximum requests per second. */
  readonly maxRate?: number;
  /** Redis URL through which processes share rate limits and the lock on the tenant. Undefined: `TENON_LIMITER`. */
  readonly limiter?: string;
}

/** Opens a tenant without sending anything yet. `secrets`: values that must be masked in messages of the API. */
export async function openTenant(
  options: TenantOptions,
  ports: WorkflowPorts,
  secrets: readonly string[] = [],
): Promise<Outcome<TenantConnection, readonly Problem[]>> {
  const opened =
    options.emulator === undefined ? await openAccess(options, ports) : await openEmulator(options.emulator, options.target);
  if (!opened.ok) return opened;
  const { access, close, shared } = opened.value;
  const { runId } = ports;
  const sharing = shared ? { shared } : {};
  const { createManagementApi } = await import('../../management-api/api-client.ts');
  const api = createManagementApi({
    ...access,
    runId,
    toolVersion: VERSION,
    secrets: () => secrets,
    ...sharing,
    ...(options.fetch ? { fetch: options.fetch } : {}),
    ...(options.headroom === undefined ? {} : { headroom: options.headroom }),
    ...(options.maxRate === undefined ? {} : { maxRate: options.maxRate }),
    ...(ports.onApiEvent ? { onEvent: ports.onApiEvent } : {}),
  });
  const cacheSecret = ports.env.TENON_CACHE_KEY || getLastingSecret(access);
  return succeed({
    api,
    runId,
    ...sharing,
    ...omitUndefined({ cacheSecret }),
    close: async () => {
      await api.close();
      await close();
      unlockLocally(runId);
    },
  });
}

function getLastingSecret({ credentials }: Access): string | undefined {
  switch (credentials.kind) {
    case 'secret':
      return credentials.clientSecret;
    case 'key':
      return credentials.privateKeyPem;
    case 'token':
    case 'provider':
      return undefined;
  }
}

interface OpenedAccess {
  readonly access: Access;
  readonly shared?: SharedLimits;
  readonly close: () => Promise<void>;
}

type AccessOutcome = Promise<Outcome<OpenedAccess, readonly Problem[]>>;

/** Only a real tenant shares limits with other processes; an embedded emulator has no other users. */
async function openAccess(options: TenantOptions, { env, report }: WorkflowPorts): AccessOutcome {
  const { limiter } = options;
  const found = await findAccess(options, env);
  if (!found.ok) return failWith([found.error]);
  const opened = await openSharedLimits(limiter, env, (problem) => void report([problem]));
  if (!opened.ok) return failWith([opened.error]);
  const shared = opened.value;
  if (!shared) return succeed({ access: found.value, close: async () => undefined });
  return succeed({ access: found.value, shared, close: () => shared.close() });
}

async function findAccess({ access, target }: TenantOptions, env: Environment): Promise<Outcome<Access, Problem>> {
  if (access) return succeed(access);
  if (!target) return (await import('../../management-api/auth/credentials-from-env.ts')).readCredentialsFromEnv(env);
  return (await import('../../management-api/auth/resolve-credentials.ts')).resolveCredentials(target, env);
}

/** Emulated tenants of a project have domains of their own: locks, caches and saved plans distinguish tenants by it. */
async function openEmulator(state: string | true, target: TenantTarget | undefined): AccessOutcome {
  const { startEmulator } = await import('../../emulator/index.ts');
  const stateFile = state === true ? DEFAULT_EMULATOR_STATE : state;
  try {
    mkdirSync(dirname(stateFile), { recursive: true });
    const running = await startEmulator({
      stateFile,
      ...(target ? { tenantDomain: `emulated-${target.name}.eu.auth0.com` } : {}),
    });
    const credentials = { kind: 'secret', clientId: running.clientId, clientSecret: running.clientSecret } as const;
    return succeed({
      access: { domain: running.url, audience: `https://${running.domain}/api/v2/`, credentials },
      close: running.close,
    });
  } catch (error) {
    return failWith([
      {
        code: 'file-unreadable',
        severity: 'error',
        message: `the emulator cannot use ${stateFile}: ${getErrorMessage(error)}`,
        hint: 'Remove the file to start with an empty tenant.',
      },
    ]);
  }
}
