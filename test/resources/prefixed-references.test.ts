import { beforeEach, expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot } from '../support/export-snapshot.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const buildLimitYaml = (selector: string, limit = 10) =>
  `rateLimitPolicies: [{ resource: oauth_authentication_api, consumer: client, consumer_selector: "${selector}", configuration: { action: block, limit: ${limit} } }]`;
const loadText = async (text: string) => (await loadOrThrow(text)).definition;
const SHOP = 'clients: [{ name: Shop }]';

it('a limit for a client is declared by its name and sent by its id, even if both are created together', async () => {
  const definition = await loadText(`${SHOP}\n${buildLimitYaml('client_id:Shop')}`);
  const { result } = await tenant().applyDefinition(definition);
  const sent = tenant()
    .listWrites()
    .find(({ path }) => path === '/api/v2/rate-limit-policies');
  expect(JSON.stringify(sent?.body)).toContain(`client_id:${result.operations[0]?.liveId}`);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  const snapshot = await tenant().takeSnapshot(definition);
  expect(exportSnapshot(snapshot).files[0]?.content).toContain('consumer_selector: client_id:Shop');
});

it('it is found by the name, and by the id that other tools write', async () => {
  const both = `${SHOP}\n${buildLimitYaml('client_id:Shop')}`;
  const { result } = await tenant().applyDefinition(await loadText(both));
  const byId = await loadText(buildLimitYaml(`client_id:${result.operations[0]?.liveId}`, 20));
  expect((await tenant().plan(byId)).operations.map(({ id }) => id)).toEqual([
    'update rateLimitPolicies/oauth_authentication_api|client|client_id:Shop',
  ]);
});

it('the client it names must exist', async () => {
  const { problems } = await tenant().tryPlan(await loadText(`${SHOP}\n${buildLimitYaml('client_id:Shopp')}`));
  expect(problems.map(({ code, place }) => [code, place?.kind === 'address' && place.pointer])).toEqual([
    ['dangling-reference', '/consumer_selector'],
  ]);
});

it('a limit for all clients reads no client', async () => {
  const from = tenant().listRequests().length;
  await tenant().plan(await loadText(buildLimitYaml('default')));
  expect(
    tenant()
      .listRequests(from)
      .map(({ path }) => path),
  ).toEqual(['/api/v2/rate-limit-policies']);
});
