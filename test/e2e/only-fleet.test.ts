import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setUpFleetScene } from '../support/fleet-scene.ts';

const scene = setUpFleetScene(['acme', 'beta']);

const listCreated = (): readonly string[] =>
  [...scene().emulators.values()]
    .flatMap((emulator) => emulator.requests())
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/roles'))
    .map(({ body }) => JSON.stringify(body));

it('--only limits the plan of every tenant', async () => {
  expect((await scene().report(['apply', '--all', '--yes', '--only', 'roles/Viewer'])).code).toBe(0);
  expect(listCreated()).toHaveLength(2);
  expect(listCreated().every((body) => body.includes('Viewer'))).toBe(true);
});

it('a resumed run keeps its limits, also for a tenant that it has not planned yet', async () => {
  const wrong = { BETA_AUTH0_CLIENT_SECRET: 'wrong' };
  expect((await scene().report(['apply', '--all', '--yes', '--only', 'roles/Viewer'], wrong)).code).not.toBe(0);
  expect(listCreated()).toHaveLength(1);
  const [run = ''] = readdirSync(join(scene().folder, '.tenon', 'fleets'));
  expect((await scene().report(['apply', '--all', '--yes', '--resume', run])).code).toBe(0);
  expect(listCreated()).toHaveLength(2);
  expect(listCreated().every((body) => body.includes('Viewer'))).toBe(true);
});

it('a run whose limits cannot be read is not resumed', async () => {
  await scene().report(['apply', '--all', '--yes', '--only', 'roles/Viewer'], { BETA_AUTH0_CLIENT_SECRET: 'wrong' });
  const [run = ''] = readdirSync(join(scene().folder, '.tenon', 'fleets'));
  const file = join('.tenon', 'fleets', run, 'fleet.json');
  scene().write(file, JSON.stringify({ ...JSON.parse(scene().read(file)), only: [1] }));
  const resumed = await scene().run(['apply', '--all', '--yes', '--resume', run]);
  expect(resumed.code).toBe(3);
  expect(resumed.stderr).toContain('error[run-unreadable]');
  expect(listCreated()).toHaveLength(1);
});
