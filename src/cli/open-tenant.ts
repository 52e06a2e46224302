import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Access } from '../management-api/auth/credentials-from-env.ts';
import type { SharedLimits } from '../management-api/coordination/shared-limits.ts';
import type { LimitedApi } from '../management-api/management-api.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { DEFAULT_EMULATOR_STATE, type TenantOptions } from './commands/common-options.ts';
import { openSharedLimits } from './open-shared-limits.ts';
import type { Progress } from './progress-line.ts';
import { terminal } from './terminal.ts';
import { formatTraceLine, isTraceEnabled } from './trace.ts';
import { VERSION } from './version.ts';
import { createWaitReporter } from './wait-reporter.ts';

/** A tenant to talk to: a real one, or the embedded emulator. */
export interface TenantConnection {
  readonly api: LimitedApi;
  readonly runId: string;
  /** What it shares with other processes, if anything. */
  readonly shared?: SharedLimits;
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
): Promise<Outcome<TenantConnection, readonly Problem[]>> {
  const opened = options.emulator === undefined ? await openAccessFromEnv(options.limiter) : await openEmulator(options.emulator);
  if (!opened.ok) return opened;
  const { access, close, shared } = opened.value;
  const sharing = shared ? { shared } : {};
  const traced = isTraceEnabled(options.trace, process.env);
  const reportWait = createWaitReporter(progress);
  const { createManagementApi } = await import('../management-api/api-client.ts');
  const api = createManagementApi({
    ...access,
    runId,
    toolVersion: VERSION,
    headroom: options.headroom,
    secrets: () => secrets,
    ...sharing,
    ...(options.maxRate === undefined ? {} : { maxRate: options.maxRate }),
    onEvent: (event) => {
      if (traced) progress.writeLine(formatTraceLine(event));
      if (event.kind === 'waiting') reportWait(event);
    },
  });
  const cacheSecret = process.env.TENON_CACHE_KEY || getLastingSecret(access);
  return succeed({
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

function getLastingSecret({ credentials }: Access): string | undefined {
  switch (credentials.kind) {
    case 'secret':
      return credentials.clientSecret;
    case 'key':
      return credentials.privateKeyPem;
    case 'token':
      return undefined;
  }
}

interface OpenedAccess {
  readonly access: Access;
  readonly shared?: SharedLimits;
  readonly close: () => Promise<void>;
}

type AccessOutcome = Promise<Outcome<OpenedAccess, readonly Problem[]>>;

/** Other processes are there on a real tenant only: the embedded emulator is ours alone. */
async function openAccessFromEnv(limiter: string | undefined): AccessOutcome {
  const { credentialsFromEnv } = await import('../management-api/auth/credentials-from-env.ts');
  const access = credentialsFromEnv(process.env);
  if (!access.ok) return failWith([access.error]);
  const opened = await openSharedLimits(limiter, (problem) => void terminal.reportProblems([problem]));
  if (!opened.ok) return failWith([opened.error]);
  const shared = opened.value;
  if (!shared) return succeed({ access: access.value, close: async () => undefined });
  return succeed({ access: access.value, shared, close: () => shared.close() });
}

async function openEmulator(state: string | true): AccessOutcome {
  const { startEmulator } = await import('../emulator/index.ts');
  const stateFile = state === true ? DEFAULT_EMULATOR_STATE : state;
  try {
    mkdirSync(dirname(stateFile), { recursive: true });
    const running = await startEmulator({ stateFile });
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
        message: `the emulator cannot use ${stateFile}: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Remove the file to begin with a fresh tenant.',
      },
    ]);
  }
}
