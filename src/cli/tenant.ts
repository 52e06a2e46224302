import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Access } from '../management-api/auth/credentials.ts';
import type { Shared } from '../management-api/coordination/shared-limits.ts';
import type { LimitedApi } from '../management-api/types.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { DEFAULT_STATE, type TenantOptions } from './commands/options.ts';
import { openShared } from './open-shared.ts';
import type { Progress } from './progress.ts';
import { terminal } from './terminal.ts';
import { isTraced, traceLine } from './trace.ts';
import { VERSION } from './version.ts';
import { createWaitReporter } from './waits.ts';

/** A tenant to talk to: a real one, or the embedded emulator. */
export interface Tenant {
  readonly api: LimitedApi;
  readonly runId: string;
  /** What it shares with other processes, if anything. */
  readonly shared?: Shared;
  /** What seals a cache of this tenant: of an access token, which is another one every day, nothing that lasts can be made. */
  readonly cacheSecret?: string;
  close(): Promise<void>;
}

/** `runId` begins the correlation id of every request; `secrets`: texts of the definition that no message of the API may bring back. */
export async function openTenant(
  options: TenantOptions,
  progress: Progress,
  runId: string,
  secrets: readonly string[] = [],
): Promise<Outcome<Tenant, readonly Problem[]>> {
  const opened = options.emulator === undefined ? await accessFromEnv(options.limiter) : await openEmulator(options.emulator);
  if (!opened.ok) return opened;
  const { access, close, shared } = opened.value;
  const sharing = shared ? { shared } : {};
  const traced = isTraced(options.trace, process.env);
  const reportWait = createWaitReporter(progress);
  const { createManagementApi } = await import('../management-api/client.ts');
  const api = createManagementApi({
    ...access,
    runId,
    toolVersion: VERSION,
    headroom: options.headroom,
    secrets: () => secrets,
    ...sharing,
    ...(options.maxRate === undefined ? {} : { maxRate: options.maxRate }),
    onEvent: (event) => {
      if (traced) progress.tell(traceLine(event));
      if (event.kind === 'waiting') reportWait(event);
    },
  });
  const cacheSecret = process.env.TENON_CACHE_KEY || lastingSecret(access);
  return success({
    api,
    runId,
    ...sharing,
    ...(cacheSecret === undefined ? {} : { cacheSecret }),
    close: async () => {
      await api.close();
      await close();
    },
  });
}

function lastingSecret({ credentials }: Access): string | undefined {
  switch (credentials.kind) {
    case 'secret':
      return credentials.clientSecret;
    case 'key':
      return credentials.privateKeyPem;
    case 'token':
      return undefined;
  }
}

interface Opened {
  readonly access: Access;
  readonly shared?: Shared;
  readonly close: () => Promise<void>;
}

type Opening = Promise<Outcome<Opened, readonly Problem[]>>;

/** Other processes are there on a real tenant only: the embedded emulator is ours alone. */
async function accessFromEnv(limiter: string | undefined): Opening {
  const { credentialsFromEnv } = await import('../management-api/auth/credentials.ts');
  const access = credentialsFromEnv(process.env);
  if (!access.ok) return failure([access.error]);
  const opened = await openShared(limiter, (problem) => void terminal.problems([problem]));
  if (!opened.ok) return failure([opened.error]);
  const shared = opened.value;
  if (!shared) return success({ access: access.value, close: async () => undefined });
  return success({ access: access.value, shared, close: () => shared.close() });
}

async function openEmulator(state: string | true): Opening {
  const { startEmulator } = await import('../emulator/index.ts');
  const stateFile = state === true ? DEFAULT_STATE : state;
  try {
    mkdirSync(dirname(stateFile), { recursive: true });
    const running = await startEmulator({ stateFile });
    const credentials = { kind: 'secret', clientId: running.clientId, clientSecret: running.clientSecret } as const;
    return success({
      access: { domain: running.url, audience: `https://${running.domain}/api/v2/`, credentials },
      close: running.close,
    });
  } catch (error) {
    return failure([
      {
        code: 'file-unreadable',
        severity: 'error',
        message: `the emulator cannot use ${stateFile}: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Remove the file to begin with a fresh tenant.',
      },
    ]);
  }
}
