import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const scene = setUpCliScene({
  'tenant.yaml': `
connections:
  - { name: people, strategy: auth0 }
  - { name: google, strategy: google-oauth2 }
roles: [{ name: staff }]
users:
  - { connection: people, email: Ada@Acme.test, name: Ada, roles: [staff], user_metadata: { team: core } }
  - { connection: google, email: dora@gmail.test, roles: [staff] }
`,
});

/** All that a run leaves in the folder, as one text. */
const readEverything = (): string =>
  readdirSync(scene().folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join();

function getSentPassword(): string {
  const sent = scene()
    .emulator.requests()
    .find(({ method, path }) => method === 'POST' && path === '/api/v2/users')?.body;
  return String(isObject(sent) ? sent.password : undefined);
}

it('a random password is nowhere but in the request', async () => {
  const saved = await scene().run(['plan', '--out', 'plan.json', '--format', 'json']);
  const applied = await scene().run(['apply', '--plan', 'plan.json', '--yes', '--trace', '--events', 'events.jsonl']);
  expect([saved.code, applied.code]).toEqual([0, 0]);
  const password = getSentPassword();
  expect(password).toHaveLength(72);
  const logs = await scene()
    .emulator.asPerson({ name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' })
    .request('GET', '/logs');
  const shown = [saved.stdout, saved.stderr, applied.stdout, applied.stderr, readEverything(), JSON.stringify(logs.body)].join();
  expect(shown).not.toContain(password.slice(0, 12));
});

it('a refused create says nothing of the password, and stops nobody else', async () => {
  scene().emulator.setFaults([
    {
      method: 'POST',
      path: '/users',
      nth: 1,
      fault: {
        status: 400,
        body: { statusCode: 400, error: 'Bad Request', message: 'PasswordStrengthError: Password is too weak' },
      },
    },
  ]);
  const applied = await scene().run(['apply', '--yes']);
  expect(applied.code).toBe(4);
  expect(applied.stdout + applied.stderr + readEverything()).not.toContain(getSentPassword().slice(0, 12));
  expect(scene().listWrites()).toContain('POST /roles');
  scene().emulator.setFaults([]);
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  expect((await scene().run(['plan', '--detailed-exitcode'])).code).toBe(0);
});

it('users are in no export and no backup, and drift compares those that are declared', async () => {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  const [exported, saved] = [
    await scene().run(['export', '--out', 'tenant']),
    await scene().run(['backup', '--out', 'backup.json']),
  ];
  expect([exported.code, saved.code]).toEqual([0, 0]);
  expect(scene().read('tenant/tenant.yaml') + scene().read('backup.json')).not.toContain('ada@acme.test');
  expect((await scene().run(['export', '--type', 'users'])).code).toBe(1);
  expect((await scene().run(['drift'])).code).toBe(0);
  scene().write('tenant.yaml', scene().read('tenant.yaml').replace('name: Ada,', 'name: Countess,'));
  const drift = await scene().run(['drift', '--format', 'json']);
  expect({ code: drift.code, addresses: drift.stdout.match(/users\/people\|ada@acme\.test/g)?.length ?? 0 }).toMatchObject({
    code: 2,
  });
});

it('to prune users is an error before anything is read', async () => {
  scene().write('prune.yaml', 'reconcile: { prune: [users] }');
  expect((await scene().run(['validate', 'tenant.yaml', 'prune.yaml'])).code).toBe(1);
});

it('the result counts what the plan leaves for later', async () => {
  const { stdout } = await scene().run(['apply', '--yes', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ notes: 1 });
});
