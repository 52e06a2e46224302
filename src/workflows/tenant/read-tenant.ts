import { TOOL } from '../../disk/version.ts';
import type { TenantCache } from '../../fetcher/cache/tenant-cache.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { DEFAULT_CACHE_MAX_AGE } from '../defaults.ts';
import { fetchDeclaredSnapshot, type ReadOptions } from '../plan/plan-definition.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from './open-tenant.ts';

export interface CacheOptions {
  /** Folder for a sealed copy of what was read from the tenant. */
  readonly cache?: string;
  /** Seconds after which everything is read again. Undefined: seven days. */
  readonly cacheMaxAge?: number;
}

export interface TenantReadResult {
  readonly snapshot: Snapshot;
  /** Bodies of resources that the cache has seen and the tenant no longer has, by API path. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** Reads as much of the tenant as the definition needs; with a cache, only what has changed. */
export async function readTenant(
  loaded: Loaded,
  tenant: TenantConnection,
  options: CacheOptions & ReadOptions,
  ports: WorkflowPorts,
): Promise<Outcome<TenantReadResult, readonly Problem[]>> {
  const cache = options.cache === undefined ? undefined : await openCacheWithWarnings(options.cache, tenant, options, ports);
  if (cache && !cache.ok) return failWith([cache.error]);
  const snapshot = await fetchDeclaredSnapshot(loaded, cache?.value.api ?? tenant.api, ports, options);
  if (!snapshot.ok) return snapshot;
  const unsaved = cache?.value.save();
  if (unsaved) await ports.report([unsaved]);
  return succeed({ snapshot: snapshot.value, gone: cache?.value.collectGone() ?? new Map() });
}

async function openCacheWithWarnings(
  folder: string,
  tenant: TenantConnection,
  options: CacheOptions,
  ports: WorkflowPorts,
): Promise<Outcome<TenantCache, Problem>> {
  const { cacheSecret: secret } = tenant;
  const outcome = await openTenantCache(tenant, options, ports, secret === undefined ? undefined : { folder, secret });
  if (!outcome.ok) return outcome;
  const { miss, problem } = outcome.value;
  if (secret === undefined || problem) await ports.report([problem ? toCacheProblem(problem) : cacheSecretMissing]);
  else if (miss) ports.progress.writeLine(`cache: reading the whole tenant (${miss})`);
  return outcome;
}

export async function openTenantCache(
  tenant: TenantConnection,
  { cacheMaxAge = DEFAULT_CACHE_MAX_AGE }: CacheOptions,
  ports: Pick<WorkflowPorts, 'now' | 'catalogue'>,
  location: { readonly folder: string; readonly secret: string } | undefined,
): Promise<Outcome<TenantCache, Problem>> {
  const { openCache } = await import('../../fetcher/cache/open-cache.ts');
  return openCache({
    api: tenant.api,
    catalogue: await getCatalogue(ports),
    tool: TOOL,
    now: ports.now,
    maxAge: cacheMaxAge,
    ...omitUndefined({ location }),
  });
}

const cacheSecretMissing: Problem = {
  code: 'cache-unusable',
  severity: 'warning',
  message: '--cache saves nothing: an access token expires, so it cannot seal the cache',
  hint: 'Set TENON_CACHE_KEY to a long random string, or authenticate with a client secret or a private key.',
};

const toCacheProblem = (problem: Problem): Problem => ({
  ...problem,
  code: 'cache-unusable',
  severity: 'warning',
  message: `--cache cannot determine what changed: ${problem.message}`,
});
