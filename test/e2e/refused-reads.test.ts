import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isArray, isObject } from '../../src/model/json/json-value.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const FILE = `guardianFactorTemplates:
  - { name: sms, enrollment_message: "{{code}} is your code", verification_message: "{{code}} it is" }
roles:
  - { name: Reader, description: Reads }
`;

const scene = setUpCliScene({ 'tenant.yaml': FILE });
const run = (...args: readonly string[]) => scene().run(args);
const FAULT = {
  status: 403,
  body: { statusCode: 403, error: 'Forbidden', message: 'Refer to the tenant-wide settings for this.' },
};
const refuse = (...paths: readonly string[]) =>
  scene().emulator.setFaults(paths.map((path) => ({ method: 'GET', path, fault: FAULT })));

beforeEach(() => scene().emulator.setFaults([]));

describe('what nobody declares and the tenant refuses to show', () => {
  beforeEach(() =>
    refuse('/guardian/factors/phone/**', '/attack-protection/phone-provider-protection', '/actions/triggers/post-login/bindings'),
  );

  it('does not end an export, which names it on stderr and in the file, and plans empty', async () => {
    const { code, stderr } = await run('export', '--out', 'all.yaml');
    expect(code).toBe(0);
    const text = scene().read('all.yaml');
    for (const name of ['guardianFactorTemplates/phone', 'attackProtection/phoneProviderProtection', 'triggers/post-login']) {
      expect(stderr).toContain(name);
      expect(text).toContain(`# ${name}`);
    }
    expect(stderr).toContain('subscription-lacks');
    expect(await run('plan', 'all.yaml', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('does not end a backup, which names it on stderr and in the file', async () => {
    const { code, stderr } = await run('backup', '--out', 'all.json');
    expect(code).toBe(0);
    expect(stderr).toContain('guardianFactorTemplates/phone');
    const saved: unknown = JSON.parse(scene().read('all.json'));
    const templates = isObject(saved) && isObject(saved.types) ? saved.types.guardianFactorTemplates : undefined;
    expect(isObject(templates) && isArray(templates.refused) ? templates.refused : []).toMatchObject([
      { address: 'guardianFactorTemplates/phone', reason: 'disabled' },
    ]);
    expect(await run('restore', 'all.json', '--yes')).toMatchObject({ code: 0 });
  });

  it('does not end a plan', async () => {
    expect(await run('plan')).toMatchObject({ code: 0 });
  });
});

describe('what is declared and the tenant refuses to show', () => {
  beforeEach(() => refuse('/guardian/factors/sms/templates'));

  it('is an error at its line, and nothing is planned', async () => {
    const { code, stdout, stderr } = await run('plan', '--out', 'plan.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('subscription-lacks');
    expect(stderr).toContain('tenant.yaml:2:');
    expect(existsSync(join(scene().folder, 'plan.json'))).toBe(false);
  });

  it('is left out and named with --keep-going; the rest can be applied', async () => {
    const { code, stdout } = await run('plan', '--keep-going', '--out', 'plan.json', '--detailed-exitcode');
    expect(code).toBe(2);
    expect(stdout).toContain('guardianFactorTemplates/sms');
    expect(await run('apply', '--plan', 'plan.json', '--yes')).toMatchObject({ code: 0 });
    expect(scene().listWrites()).toEqual(['POST /roles']);
    expect(await run('plan', '--keep-going', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });
});

it('a missing scope is an error that names the scope', async () => {
  const message = 'Insufficient scope, expected any of: read:roles';
  const body = { statusCode: 403, error: 'Forbidden', message, errorCode: 'insufficient_scope' };
  scene().emulator.setFaults([{ method: 'GET', path: '/roles', fault: { status: 403, body } }]);
  const { code, stderr } = await run('plan', '--keep-going');
  expect(code).toBe(1);
  expect(stderr).toContain('scope-missing');
  expect(stderr).toContain('read:roles');
});
