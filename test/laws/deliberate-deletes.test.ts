import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { pickSample } from '../support/run-size.ts';

// Each way in which a definition loses what it had, as it happens to people, through the built command line.

const writeItems = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, n) => `  - name: ${prefix} ${n}\n`).join('');
const PRUNE = 'reconcile: { prune: [clients, roles, connections] }\n';
const CONNECTIONS = 'connections:\n  - { name: people, strategy: auth0 }\n  - { name: partners, strategy: auth0 }\n';

const scene = setUpCliScene({
  'tenant.yaml': `${PRUNE}include: [more.yaml, roles.yaml, connections.yaml]\nclients:\n${writeItems('Own', 10)}`,
  'more.yaml': `clients:\n${writeItems('Included', 40)}`,
  'roles.yaml': `roles:\n${writeItems('role', 6)}`,
  'connections.yaml': CONNECTIONS,
});

/** The tenant is what the files say; then `edit` happens to them. */
async function runAfterEdit(edit: () => void) {
  expect((await scene().run(['apply', '--yes', '--allow', 'user-loss'])).code).toBe(0);
  const before = scene().listWrites().length;
  edit();
  const plan = await scene().run(['plan', '--format', 'json']);
  const applied = await scene().run(['apply', '--yes']);
  return { plan, applied, wrote: scene().listWrites().length - before, output: plan.stdout + plan.stderr };
}

/** Beside what the files declare there are the tenant's own first things. */
const REFUSED: readonly (readonly [name: string, edit: () => void, code: string, numbers: RegExp])[] = [
  [
    'an include that is dropped',
    () => scene().write('tenant.yaml', `${PRUNE}include: [roles.yaml, connections.yaml]\nclients:\n${writeItems('Own', 10)}`),
    'guard-limit',
    /delete 40 of 5\d clients/,
  ],
  ['a type that is emptied', () => scene().write('roles.yaml', 'roles: []\n'), 'guard-limit', /delete 6 of 6 roles/],
  [
    'names that are spelt otherwise',
    () => scene().write('roles.yaml', `roles:\n${writeItems('Role', 6)}`),
    'guard-limit',
    /delete 6 of 6 roles/,
  ],
  ['a file that is emptied', () => scene().write('roles.yaml', ''), 'wrong-type', /roles\.yaml/],
  ['a type without a list', () => scene().write('roles.yaml', 'roles:\n'), 'wrong-type', /roles: \[\]/],
  [
    'a typo in the name of the type',
    () => scene().write('roles.yaml', `role:\n${writeItems('role', 6)}`),
    'unknown-type',
    /roles/,
  ],
  ['a file that is gone', () => rmSync(`${scene().folder}/roles.yaml`), 'file-unreadable', /roles\.yaml/],
  [
    'a connection that is gone',
    () => scene().write('connections.yaml', 'connections:\n  - { name: people, strategy: auth0 }\n'),
    'guard-user-loss',
    /no users affected/,
  ],
  [
    'a connection of another name',
    () => scene().write('connections.yaml', CONNECTIONS.replace('partners', 'Partners')),
    'guard-user-loss',
    /--allow user-loss/,
  ],
  [
    'a connection of another strategy',
    () => scene().write('connections.yaml', CONNECTIONS.replace('people, strategy: auth0', 'people, strategy: sms')),
    'create-only-changed',
    /users/,
  ],
  [
    'a definition of another tenant',
    () => scene().write('connections.yaml', 'connections: []\n' + 'reconcile: { tenant: other.eu.auth0.com }\n'),
    'guard-tenant',
    /other\.eu\.auth0\.com/,
  ],
];

describe('refused, with numbers, and nothing is written', () => {
  it.each(pickSample(REFUSED, 3, 'refused deletes'))('%s', async (_, edit, code, numbers) => {
    const { plan, applied, wrote, output } = await runAfterEdit(edit);
    expect({ plan: plan.code, refused: applied.code !== 0, wrote }).toEqual({ plan: 1, refused: true, wrote: 0 });
    expect(output).toContain(code);
    expect(output).toMatch(numbers);
  });

  it('a type that stands in no file any more is left alone, and told', async () => {
    const { plan, wrote } = await runAfterEdit(() => scene().write('roles.yaml', 'resourceServers: []\n'));
    expect({ code: plan.code, wrote }).toEqual({ code: 0, wrote: 0 });
    expect(plan.stderr).toContain('prune-undeclared');
  });
});

describe('people behind a connection', () => {
  const signUp = async (count: number) => {
    const ann = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
    for (let n = 0; n < count; n++) {
      const body = { connection: 'people', email: `somebody${n}@acme.test`, password: 'Canary-4711-abc' };
      expect(await ann.request('POST', '/users', body)).toMatchObject({ status: 201 });
    }
  };
  const removePeople = () => scene().write('connections.yaml', 'connections: [{ name: partners, strategy: auth0 }]\n');

  it('are counted, shown in every form, and lost only by who says so', async () => {
    expect((await scene().run(['apply', '--yes', '--allow', 'user-loss'])).code).toBe(0);
    await signUp(3);
    removePeople();
    const from = scene().listWrites().length;
    for (const format of ['text', 'markdown', 'html', 'json']) {
      const { code, stdout } = await scene().run(['plan', '--format', format]);
      expect({ format, code }).toEqual({ format, code: 1 });
      expect(stdout).toMatch(/\b3\b/);
      expect(stdout).toContain('guard-user-loss');
    }
    const saved = await scene().run(['plan', '--out', 'refused.json']);
    expect(saved.code).toBe(1);
    expect((await scene().run(['apply', '--plan', 'refused.json', '--yes', '--allow', 'user-loss'])).code).toBe(3);
    expect((await scene().run(['apply', '--yes'])).code).toBe(3);
    expect(scene().listWrites()).toHaveLength(from);
    expect((await scene().run(['plan', '--allow', 'user-loss', '--out', 'plan.json'])).code).toBe(0);
    expect((await scene().run(['show', 'plan.json'])).stdout).toContain('--allow user-loss');
    expect((await scene().run(['apply', '--plan', 'plan.json', '--yes'])).code).toBe(0);
    expect(scene().listWrites()).toHaveLength(from + 1);
  });
});
