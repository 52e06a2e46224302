import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { tenon } from '../support/cli.ts';
import { pair, Teller } from '../support/definitions/steps.ts';
import { apiOf, emulatedForFile } from '../support/emulated.ts';
import { EXAMPLE } from '../support/example.ts';
import { folderOf } from '../support/files.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';
import { runs } from '../support/runs.ts';

const tenant = emulatedForFile();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await startProxy(tenant().emulator.url);
});
afterAll(() => proxy.close());

/** What was sent besides reads and the request for a token. */
const writes = (): readonly string[] =>
  proxy.seen
    .filter(({ method, path }) => method !== 'GET' && `${method} ${path}` !== 'POST /oauth/token')
    .map(({ method, path }) => `${method} ${path}`);

it('reading a tenant, in part for a plan or whole for an export, sends nothing but reads', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      await at.become(teller.next(worlds[0]));
      const definition = teller.next(worlds[1]);
      proxy.clear();
      const api = apiOf({ ...at.emulator, url: proxy.url });
      expect((await fetchSnapshot(api, computeFetchNeed(definition, CATALOGUE))).ok).toBe(true);
      expect((await fetchAll(api, CATALOGUE)).ok).toBe(true);
      await api.close();
      expect(proxy.seen.length).toBeGreaterThan(0);
      expect(writes()).toEqual([]);
    }),
    runs(15),
  );
});

describe('the command line', () => {
  const env = { GOOGLE_CLIENT_SECRET: 'a', INITECH_CLIENT_SECRET: 'b' };

  it.each(['validate', 'scopes', 'plan', 'drift', 'export'])('%s sends nothing but reads', async (verb) => {
    const at = tenant();
    at.emulator.reset();
    proxy.clear();
    const where = { cwd: folderOf(EXAMPLE), emulator: { ...at.emulator, url: proxy.url }, env };
    const ran = await tenon([verb], where);
    expect(ran).toMatchObject({ code: verb === 'drift' ? 2 : 0 });
    expect(writes()).toEqual([]);
    if (['validate', 'scopes'].includes(verb)) expect(proxy.seen).toEqual([]);
  });

  it('apply without --yes where nobody can answer sends nothing but reads, and exits 3', async () => {
    const at = tenant();
    at.emulator.reset();
    proxy.clear();
    const cwd = folderOf(EXAMPLE);
    const ran = await tenon(['apply'], { cwd, emulator: { ...at.emulator, url: proxy.url }, env });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('not-confirmed');
    expect(writes()).toEqual([]);
  });

  it('show of a saved plan sends nothing', async () => {
    const at = tenant();
    at.emulator.reset();
    const where = { cwd: folderOf(EXAMPLE), emulator: { ...at.emulator, url: proxy.url }, env };
    expect((await tenon(['plan', '--out', 'plan.json'], where)).code).toBe(0);
    proxy.clear();
    const ran = await tenon(['show', join(where.cwd, 'plan.json')], where);
    expect(ran.code).toBe(0);
    expect(proxy.seen).toEqual([]);
  });
});
