import type { Cache } from '../fetcher/cache/cache.ts';
import type { Loaded } from '../loader/load.ts';
import type { JsonObject } from '../model/json/json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { CacheOptions } from './commands/drift-options.ts';
import type { Run } from './events/with-events.ts';
import { snapshotFor } from './planning.ts';
import { progressOn } from './progress.ts';
import type { Tenant } from './tenant.ts';
import type { Terminal } from './terminal.ts';
import { TOOL } from './version.ts';

export interface ReadTenant {
  readonly snapshot: Snapshot;
  /** What was there once and is no longer, by its path. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** Reads the tenant as far as the definition needs it: all of that, or with `--cache` what has changed. */
export async function readTenant(
  loaded: Loaded,
  tenant: Tenant,
  options: CacheOptions & { readonly keepGoing?: boolean },
  { terminal, events }: Pick<Run, 'terminal' | 'events'>,
): Promise<Outcome<ReadTenant, readonly Problem[]>> {
  const cache = options.cache === undefined ? undefined : await openedCache(options.cache, tenant, options, terminal);
  if (cache && !cache.ok) return failure([cache.error]);
  const snapshot = await snapshotFor(loaded, cache?.value.api ?? tenant.api, progressOn(terminal), events, options.keepGoing);
  if (!snapshot.ok) return snapshot;
  const unsaved = cache?.value.save();
  if (unsaved) await terminal.problems([unsaved]);
  return success({ snapshot: snapshot.value, gone: cache?.value.gone() ?? new Map() });
}

async function openedCache(
  folder: string,
  tenant: Tenant,
  options: CacheOptions,
  terminal: Terminal,
): Promise<Outcome<Cache, Problem>> {
  const { cacheSecret: secret } = tenant;
  const opened = await openCacheOf(tenant, options, secret === undefined ? undefined : { folder, secret });
  if (!opened.ok) return opened;
  const { miss, problem } = opened.value;
  if (secret === undefined || problem) await terminal.problems([problem ? unreadable(problem) : noSecret]);
  else if (miss) terminal.tell(`cache: the whole tenant is read (${miss})`);
  return opened;
}

export async function openCacheOf(
  tenant: Tenant,
  { cacheMaxAge }: CacheOptions,
  drawer: { readonly folder: string; readonly secret: string } | undefined,
): Promise<Outcome<Cache, Problem>> {
  const { openCache } = await import('../fetcher/cache/open.ts');
  const { COLLECTIONS } = await import('../resources/index.ts');
  return openCache({
    api: tenant.api,
    catalogue: COLLECTIONS,
    tool: TOOL,
    now: () => new Date(),
    maxAge: cacheMaxAge,
    ...(drawer ? { drawer } : {}),
  });
}

const noSecret: Problem = {
  code: 'cache-unusable',
  severity: 'warning',
  message: '--cache has nothing to seal with: an access token is no lasting secret',
  hint: 'Set TENON_CACHE_KEY to a long random text, or sign in with a client secret or a private key.',
};

const unreadable = (problem: Problem): Problem => ({
  ...problem,
  code: 'cache-unusable',
  severity: 'warning',
  message: `--cache does not know what has changed: ${problem.message}`,
});
