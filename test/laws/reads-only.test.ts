import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { runCli } from '../support/cli.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { EXAMPLE } from '../support/example.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await startFaultProxy(tenant().emulator.url);
});
afterAll(() => proxy.close());

/** What was sent besides reads and the request for a token. */
const listSentWrites = (): readonly string[] =>
  proxy.seen
    .filter(({ method, path }) => method !== 'GET' && `${method} ${path}` !== 'POST /oauth/token')
    .map(({ method, path }) => `${method} ${path}`);

it('reading a tenant, in part for a plan or whole for an export, sends nothing but reads', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      proxy.clear();
      const api = createEmulatorApi({ ...at.emulator, url: proxy.url });
      expect((await fetchSnapshot(api, computeFetchNeed(definition, CATALOGUE))).ok).toBe(true);
      expect((await fetchAll(api, CATALOGUE)).ok).toBe(true);
      await api.close();
      expect(proxy.seen.length).toBeGreaterThan(0);
      expect(listSentWrites()).toEqual([]);
    }),
    getRunParameters(15),
  );
});

describe('the command line', () => {
  const env = { GOOGLE_CLIENT_SECRET: 'a', INITECH_CLIENT_SECRET: 'b' };

  it.each(['validate', 'scopes', 'plan', 'drift', 'export'])('%s sends nothing but reads', async (verb) => {
    const at = tenant();
    at.emulator.reset();
    proxy.clear();
    const where = { cwd: createTemporaryFolder(EXAMPLE), emulator: { ...at.emulator, url: proxy.url }, env };
    const result = await runCli([verb], where);
    expect(result).toMatchObject({ code: verb === 'drift' ? 2 : 0 });
    expect(listSentWrites()).toEqual([]);
    if (['validate', 'scopes'].includes(verb)) expect(proxy.seen).toEqual([]);
  });

  it('apply without --yes where nobody can answer sends nothing but reads, and exits 3', async () => {
    const at = tenant();
    at.emulator.reset();
    proxy.clear();
    const cwd = createTemporaryFolder(EXAMPLE);
    const result = await runCli(['apply'], { cwd, emulator: { ...at.emulator, url: proxy.url }, env });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('not-confirmed');
    expect(listSentWrites()).toEqual([]);
  });

  it('show of a saved plan sends nothing', async () => {
    const at = tenant();
    at.emulator.reset();
    const where = { cwd: createTemporaryFolder(EXAMPLE), emulator: { ...at.emulator, url: proxy.url }, env };
    expect((await runCli(['plan', '--out', 'plan.json'], where)).code).toBe(0);
    proxy.clear();
    const result = await runCli(['show', join(where.cwd, 'plan.json')], where);
    expect(result.code).toBe(0);
    expect(proxy.seen).toEqual([]);
  });
});
