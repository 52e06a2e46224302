import { expect, it } from 'vitest';
import { tenon } from '../support/cli.ts';
import { folderOf } from '../support/files.ts';
import { cliScene } from '../support/scene.ts';

const files = {
  'tenant.yaml': 'clients: [{ name: A }, { name: B }, { name: C }, { name: D }]\nroles: [{ name: r, description: R }]\n',
};
const scene = cliScene(files);

// Folders stand for machines: nothing is shared but the tenant.
it('of two applies in two folders one is done, the other one stops, and nothing is doubled', async () => {
  const where = { cwd: folderOf(files), emulator: scene().emulator };
  const ran = await Promise.all([scene().run(['apply', '--yes']), tenon(['apply', '--yes'], where)]);
  expect(ran.map(({ code }) => code)).toContain(0);
  expect([...scene().writes()].filter((write) => write === 'POST /clients')).toHaveLength(4);
  const again = await scene().run(['plan', '--detailed-exitcode']);
  expect(again.code).toBe(0);
});
