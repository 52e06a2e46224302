import type { Identity } from '../../management-api/management-api.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CacheState } from './cache-state.ts';
import { copyReads } from './cached-reads.ts';
import { readEventsSince, readNewestCursor } from './changes/read-new-events.ts';
import { findTouched } from './changes/touched-reads.ts';
import { refreshReads } from './refresh-reads.ts';
import type { CacheContent } from './stored/cache-content.ts';
import { readCacheFile } from './stored/cache-file.ts';
import type { CacheInput, CacheMiss } from './stored/cache-input.ts';
import { TenantCache } from './tenant-cache.ts';

/** Opens the stored cache and brings it up to date from the log. If that is not possible, starts empty at the newest log event. */
export async function openCache(input: CacheInput): Promise<Outcome<TenantCache, Problem>> {
  const identity = await input.api.identity();
  if (!identity.ok) return failWith(identity.error.problem);
  const content = input.location && readCacheFile(input.location, identity.value.tenant);
  const caught = await catchUp(input, identity.value, content);
  return succeed(
    new TenantCache(input, 'miss' in caught ? await startEmpty(input, identity.value, caught.miss, content) : caught),
  );
}

const formatScopes = ({ scopes }: Identity): string => (scopes === undefined ? 'opaque' : [...scopes].sort().join(' '));

type MissedCache = { readonly miss: CacheMiss };

async function catchUp(
  input: CacheInput,
  identity: Identity,
  content: CacheContent | undefined,
): Promise<CacheState | MissedCache> {
  if (!content) return { miss: 'nothing kept' };
  const misfit = findMisfit(input, identity, content);
  if (misfit) return { miss: misfit };
  const since = await readEventsSince(input.api, content.cursor, input.now());
  if (!since.ok || since.value === 'lost') return { miss: 'log lost' };
  const { events, cursor } = since.value;
  const reads = copyReads(content);
  const touched = findTouched(events, reads, input.catalogue);
  if (touched.everything) return { miss: 'write of unknown meaning' };
  await refreshReads(input.api, reads, touched, input.catalogue);
  const { tenant, scopes, readAt, gone, lists } = content;
  return { tenant, scopes, reads, readAt, cursor, earlierLists: lists, gone };
}

function findMisfit({ tool, now, maxAge }: CacheInput, identity: Identity, content: CacheContent): CacheMiss | undefined {
  if (content.tenant !== identity.tenant || content.scopes !== formatScopes(identity) || content.tool !== tool)
    return 'does not fit';
  const age = (now().getTime() - Date.parse(content.readAt)) / 1000;
  return age >= 0 && age <= maxAge ? undefined : 'too old';
}

/** Reads the log cursor before any other read, so that changes during the first fetch are seen in the next one. */
async function startEmpty(
  input: CacheInput,
  identity: Identity,
  miss: CacheMiss,
  content: CacheContent | undefined,
): Promise<CacheState> {
  const end = await readNewestCursor(input.api, input.now());
  const initial = {
    tenant: identity.tenant,
    scopes: formatScopes(identity),
    reads: { lists: new Map(), answers: new Map() },
    readAt: input.now().toISOString(),
    earlierLists: content?.lists ?? new Map(),
    gone: content?.gone ?? new Map(),
  };
  return end.ok ? { ...initial, miss, cursor: end.value } : { ...initial, miss: 'log unreadable', problem: end.error.problem };
}
