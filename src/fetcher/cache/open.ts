import type { Identity } from '../../management-api/types.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Beginning } from './beginning.ts';
import { Cache } from './cache.ts';
import { eventsSince, newest } from './changes/log.ts';
import { touchedBy } from './changes/touched.ts';
import { readsOf } from './reads.ts';
import { refresh } from './refresh.ts';
import { readKept } from './stored/file.ts';
import type { CacheInput, Miss } from './stored/input.ts';
import type { Kept } from './stored/kept.ts';

/** What was kept of the tenant, brought up to date; or an empty beginning, with the place in the log from which it will hold. */
export async function openCache(input: CacheInput): Promise<Outcome<Cache, Problem>> {
  const identity = await input.api.identity();
  if (!identity.ok) return failure(identity.error.problem);
  const kept = input.drawer && readKept(input.drawer, identity.value.tenant);
  const caught = await caughtUp(input, identity.value, kept);
  return success(new Cache(input, 'miss' in caught ? await empty(input, identity.value, caught.miss, kept) : caught));
}

const scopesOf = ({ scopes }: Identity): string => (scopes === undefined ? 'opaque' : [...scopes].sort().join(' '));

type Missed = { readonly miss: Miss };

async function caughtUp(input: CacheInput, identity: Identity, kept: Kept | undefined): Promise<Beginning | Missed> {
  if (!kept) return { miss: 'nothing kept' };
  const misfit = misfitOf(input, identity, kept);
  if (misfit) return { miss: misfit };
  const since = await eventsSince(input.api, kept.cursor);
  if (!since.ok || since.value === 'lost') return { miss: 'log lost' };
  const { events, cursor } = since.value;
  const reads = readsOf(kept);
  const touched = touchedBy(events, reads, input.catalogue);
  if (touched.everything) return { miss: 'write of unknown meaning' };
  await refresh(input.api, reads, touched, input.catalogue);
  const { tenant, scopes, readAt, gone, lists } = kept;
  return { tenant, scopes, reads, readAt, cursor, before: lists, gone };
}

function misfitOf({ tool, now, maxAge }: CacheInput, identity: Identity, kept: Kept): Miss | undefined {
  if (kept.tenant !== identity.tenant || kept.scopes !== scopesOf(identity) || kept.tool !== tool) return 'does not fit';
  const age = (now().getTime() - Date.parse(kept.readAt)) / 1000;
  return age >= 0 && age <= maxAge ? undefined : 'too old';
}

/** The place in the log is asked for first: whatever happens from now on will be seen again. */
async function empty(input: CacheInput, identity: Identity, miss: Miss, kept: Kept | undefined): Promise<Beginning> {
  const end = await newest(input.api);
  const beginning = {
    tenant: identity.tenant,
    scopes: scopesOf(identity),
    reads: { lists: new Map(), answers: new Map() },
    readAt: input.now().toISOString(),
    before: kept?.lists ?? new Map(),
    gone: kept?.gone ?? new Map(),
  };
  if (!end.ok) return { ...beginning, miss: 'log unreadable', problem: end.error.problem };
  return end.value ? { ...beginning, miss, cursor: end.value } : { ...beginning, miss: 'log empty' };
}
