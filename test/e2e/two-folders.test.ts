import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const files = {
  'tenant.yaml': 'clients: [{ name: A }, { name: B }, { name: C }, { name: D }]\nroles: [{ name: r, description: R }]\n',
};
const scene = setUpCliScene(files);

// Folders stand for machines: nothing is shared but the tenant.
it('of two applies in two folders one is done, the other one stops, and nothing is doubled', async () => {
  const where = { cwd: createTemporaryFolder(files), emulator: scene().emulator };
  const ran = await Promise.all([scene().run(['apply', '--yes']), runCli(['apply', '--yes'], where)]);
  expect(ran.map(({ code }) => code)).toContain(0);
  expect([...scene().listWrites()].filter((write) => write === 'POST /clients')).toHaveLength(4);
  const again = await scene().run(['plan', '--detailed-exitcode']);
  expect(again.code).toBe(0);
});
