import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const GUARDED = 'reconcile: { tenant: quay-live.eu.auth0.com }\nroles: [{ name: Reader, description: Reads }]\n';
const PRUNED = `reconcile: { tenant: quay-live.eu.auth0.com, prune: [connections], limits: { delete: 100% } }\nconnections: []\n`;

const scene = setUpCliScene({ 'tenant.yaml': GUARDED });

it('the embedded emulator stands for whatever tenant a definition names', async () => {
  const cwd = createTemporaryFolder({ 'tenant.yaml': GUARDED });
  expect(await runCli(['apply', '--yes', '--emulator'], { cwd })).toMatchObject({ code: 0 });
  expect(await runCli(['plan', '--detailed-exitcode', '--emulator'], { cwd })).toMatchObject({ code: 0 });
  expect(await runCli(['drift', '--emulator'], { cwd })).toMatchObject({ code: 0 });
});

it('its own database may go there; one that was made may not', async () => {
  const cwd = createTemporaryFolder({
    'made.yaml': 'connections: [{ name: people, strategy: auth0 }]\n',
    'tenant.yaml': PRUNED,
  });
  expect(await runCli(['apply', '--yes', '--emulator', 'own.json', 'tenant.yaml'], { cwd })).toMatchObject({ code: 0 });
  expect(await runCli(['apply', '--yes', '--emulator', 'made.json', 'made.yaml'], { cwd })).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await runCli(['plan', '--emulator', 'made.json', 'tenant.yaml'], { cwd });
  expect({ code, isGuarded: `${stdout}${stderr}`.includes('guard-user-loss') }).toEqual({ code: 1, isGuarded: true });
});

it('any other tenant is refused', async () => {
  const { code, stdout, stderr } = await scene().run(['plan']);
  expect({ code, isGuarded: `${stdout}${stderr}`.includes('guard-tenant') }).toEqual({ code: 1, isGuarded: true });
  expect(await scene().run(['apply', '--yes'])).toMatchObject({ code: 3 });
});
