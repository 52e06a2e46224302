import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const DEFINITION = `
actions:
  - { name: broken, code: 'exports.a = 1;', dependencies: [{ name: no such package, version: 1.0.0 }], supported_triggers: [{ id: post-login, version: v3 }] }
triggers: { post-login: [{ action_name: broken }] }
`;
const scene = setUpCliScene({ 'tenant.yaml': DEFINITION });

it('a build that fails: its error is shown, nothing is bound, and the exit code says that something was done', async () => {
  const { code, stdout } = await scene().run(['apply', '--yes', '--format', 'json']);
  expect(code).toBe(4);
  const told: unknown = JSON.parse(stdout);
  expect(told).toMatchObject({
    operations: [
      { id: 'create actions/broken', status: 'failed', partly: true, problems: [{ code: 'build-failed' }] },
      { id: 'update triggers/post-login', status: 'not started' },
    ],
  });
  expect(stdout).toContain('no such package');
  expect(scene().listWrites()).toEqual(['POST /actions/actions']);
  scene().write('tenant.yaml', DEFINITION.replace('[{ name: no such package, version: 1.0.0 }]', '[]'));
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
});

it('reads well as text', async () => {
  const { code, stdout, stderr } = await scene().run(['apply', '--yes']);
  expect(code).toBe(4);
  expect(`${stdout}${stderr}`).toContain('build-failed');
});
