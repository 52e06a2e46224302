import type { TenantCache } from '../fetcher/cache/tenant-cache.ts';
import type { Loaded } from '../loader/load-definition.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { CacheOptions } from './commands/drift-options.ts';
import type { CommandRun } from './events/run-with-events.ts';
import type { TenantConnection } from './open-tenant.ts';
import { fetchDeclaredSnapshot } from './plan-definition.ts';
import { createProgress } from './progress-line.ts';
import type { Terminal } from './terminal.ts';
import { TOOL } from './version.ts';

export interface TenantReadResult {
  readonly snapshot: Snapshot;
  /** What was there once and is no longer, by its path. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** Reads the tenant as far as the definition needs it: all of that, or with `--cache` what has changed. */
export async function readTenant(
  loaded: Loaded,
  tenant: TenantConnection,
  options: CacheOptions & { readonly keepGoing?: boolean },
  { terminal, events }: Pick<CommandRun, 'terminal' | 'events'>,
): Promise<Outcome<TenantReadResult, readonly Problem[]>> {
  const cache = options.cache === undefined ? undefined : await openCacheWithWarnings(options.cache, tenant, options, terminal);
  if (cache && !cache.ok) return failWith([cache.error]);
  const snapshot = await fetchDeclaredSnapshot(
    loaded,
    cache?.value.api ?? tenant.api,
    createProgress(terminal),
    events,
    options.keepGoing,
  );
  if (!snapshot.ok) return snapshot;
  const unsaved = cache?.value.save();
  if (unsaved) await terminal.reportProblems([unsaved]);
  return succeed({ snapshot: snapshot.value, gone: cache?.value.collectGone() ?? new Map() });
}

async function openCacheWithWarnings(
  folder: string,
  tenant: TenantConnection,
  options: CacheOptions,
  terminal: Terminal,
): Promise<Outcome<TenantCache, Problem>> {
  const { cacheSecret: secret } = tenant;
  const outcome = await openTenantCache(tenant, options, secret === undefined ? undefined : { folder, secret });
  if (!outcome.ok) return outcome;
  const { miss, problem } = outcome.value;
  if (secret === undefined || problem) await terminal.reportProblems([problem ? toCacheProblem(problem) : cacheSecretMissing]);
  else if (miss) terminal.printMessage(`cache: the whole tenant is read (${miss})`);
  return outcome;
}

export async function openTenantCache(
  tenant: TenantConnection,
  { cacheMaxAge }: CacheOptions,
  location: { readonly folder: string; readonly secret: string } | undefined,
): Promise<Outcome<TenantCache, Problem>> {
  const { openCache } = await import('../fetcher/cache/open-cache.ts');
  const { COLLECTIONS } = await import('../resources/catalogue.ts');
  return openCache({
    api: tenant.api,
    catalogue: COLLECTIONS,
    tool: TOOL,
    now: () => new Date(),
    maxAge: cacheMaxAge,
    ...(location ? { location } : {}),
  });
}

const cacheSecretMissing: Problem = {
  code: 'cache-unusable',
  severity: 'warning',
  message: '--cache has nothing to seal with: an access token is no lasting secret',
  hint: 'Set TENON_CACHE_KEY to a long random text, or sign in with a client secret or a private key.',
};

const toCacheProblem = (problem: Problem): Problem => ({
  ...problem,
  code: 'cache-unusable',
  severity: 'warning',
  message: `--cache does not know what has changed: ${problem.message}`,
});
