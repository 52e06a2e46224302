import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/fetcher/cache/open-cache.ts';
import { fetchAll } from '../../../src/fetcher/fetch-snapshot.ts';
import { CATALOGUE } from '../../../src/resources/catalogue.ts';
import { createCatalogue } from '../../../src/resources/create-catalogue.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { setUpTenantPipeline } from '../../support/tenant-pipeline.ts';

const emulated = setUpTenantPipeline();
const ROLES = createCatalogue(CATALOGUE.all.filter(({ type }) => type === 'roles'));

interface OpenCacheOptions {
  readonly folder: string;
  readonly tool?: string;
  readonly maxAge?: number;
  readonly now?: Date;
}

/** Opens, reads all roles, and saves. Gives why everything was read, and the requests it took. */
async function openAndFetch({ folder, tool = 'test', maxAge = 3600, now = new Date() }: OpenCacheOptions) {
  const { api, emulator } = emulated();
  const from = emulator.requests().length;
  const drawer = { folder, secret: 'secret' };
  const opened = await openCache({ api, catalogue: ROLES, tool, now: () => now, maxAge, location: drawer });
  if (!opened.ok) throw new Error(opened.error.message);
  await fetchAll(opened.value.api, ROLES);
  opened.value.save();
  return {
    miss: opened.value.miss,
    requests: emulator
      .requests()
      .slice(from)
      .map(({ path }) => path.replace('/api/v2', '')),
  };
}

const getAnnClient = () => emulated().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
const createRandomRole = (): Promise<unknown> => getAnnClient().request('POST', '/roles', { name: `role ${Math.random()}` });

async function fillCache(): Promise<string> {
  emulated().emulator.reset();
  await createRandomRole();
  const folder = createTemporaryFolder({});
  expect((await openAndFetch({ folder })).miss).toBe('nothing kept');
  return folder;
}

test('good: two looks at the log', async () => {
  const { miss, requests } = await openAndFetch({ folder: await fillCache() });
  expect(miss).toBeUndefined();
  expect(requests).toEqual([expect.stringMatching(/^\/logs\/\d+$/), '/logs']);
});

describe('an empty log is a beginning', () => {
  async function fillFromEmptyLog(): Promise<string> {
    emulated().emulator.reset();
    const folder = createTemporaryFolder({});
    expect((await openAndFetch({ folder })).miss).toBe('nothing kept');
    return folder;
  }

  test('nothing is read while it stays empty', async () => {
    const folder = await fillFromEmptyLog();
    for (let run = 0; run < 2; run++) {
      const { miss, requests } = await openAndFetch({ folder });
      expect(miss).toBeUndefined();
      expect(requests).toEqual(['/logs']);
    }
  });

  test('the first write is noticed, and is then where the next run begins', async () => {
    const folder = await fillFromEmptyLog();
    await createRandomRole();
    const { miss, requests } = await openAndFetch({ folder });
    expect(miss).toBeUndefined();
    expect(requests.filter((path) => !path.startsWith('/logs'))).toContain('/roles');
    expect((await openAndFetch({ folder })).requests).toEqual([expect.stringMatching(/^\/logs\/\d+$/), '/logs']);
  });

  test('not for longer than a log may keep its events', async () => {
    const folder = await fillFromEmptyLog();
    const now = new Date(Date.now() + 25 * 3_600_000);
    expect((await openAndFetch({ folder, now, maxAge: 7 * 86_400 })).miss).toBe('log lost');
  });
});

describe('everything is read', () => {
  test('after a write that nobody can place', async () => {
    const folder = await fillCache();
    await getAnnClient().request('POST', '/clients', { name: 'App' });
    const { miss, requests } = await openAndFetch({ folder });
    expect(miss).toBe('write of unknown meaning');
    expect(requests).toContain('/roles');
  });

  test('by another version', async () => {
    const folder = await fillCache();
    expect((await openAndFetch({ folder, tool: 'other' })).miss).toBe('does not fit');
  });

  test('when it is old, or of the future', async () => {
    const folder = await fillCache();
    expect((await openAndFetch({ folder, now: new Date(Date.now() + 3_601_000) })).miss).toBe('too old');
    expect((await openAndFetch({ folder, now: new Date(Date.now() - 60_000) })).miss).toBe('too old');
  });

  test('when the log has been emptied', async () => {
    const folder = await fillCache();
    emulated().emulator.reset();
    expect((await openAndFetch({ folder })).miss).toBe('log lost');
  });

  test('when the log may not be read', async () => {
    const folder = await fillCache();
    const fault = { status: 403, body: { statusCode: 403, message: 'Insufficient scope, expected any of: read:logs' } };
    emulated().emulator.setFaults([
      { path: '/logs', fault },
      { path: '/logs/{id}', fault },
    ]);
    const { miss, requests } = await openAndFetch({ folder });
    emulated().emulator.setFaults([]);
    expect(miss).toBe('log unreadable');
    expect(requests).toContain('/roles');
  });

  test('after more writes than are worth reading', async () => {
    const folder = await fillCache();
    for (let write = 0; write < 510; write++) await createRandomRole();
    expect((await openAndFetch({ folder })).miss).toBe('log lost');
  });
});
