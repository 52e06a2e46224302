import { beforeEach, describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { listRunsIn } from '../support/run-files.ts';

const BASE = `
connections: [{ name: db, strategy: auth0 }]
roles: [{ name: Admin }, { name: Viewer }]
users:
  - { connection: db, email: ada@acme.test }
  - { connection: db, email: bob@acme.test }
`;
const declareMembers = (...members: readonly string[]): string =>
  `${BASE}organizations:\n  - name: acme\n    members:\n${members.map((member) => `      - ${member}\n`).join('')}`;
const ADA = '{ user: db|ada@acme.test, roles: [Admin] }';
const BOB = '{ user: db|bob@acme.test }';

const scene = setUpCliScene({ 'tenant.yaml': declareMembers(ADA) });

beforeEach(async () => {
  expect(await scene().run(['apply', 'tenant.yaml', '--yes'])).toMatchObject({ code: 0 });
});

const listChanges = async (): Promise<readonly string[]> => {
  const plan: { readonly operations: readonly { readonly id: string }[] } = JSON.parse(
    (await scene().run(['plan', 'tenant.yaml', '--format', 'json'])).stdout,
  );
  return plan.operations.map(({ id }) => id);
};

describe('a rollback', () => {
  it('removes the members that the run added, and nobody else', async () => {
    scene().write('tenant.yaml', declareMembers(ADA, BOB));
    expect(await scene().run(['apply', 'tenant.yaml', '--yes'])).toMatchObject({ code: 0 });
    expect(await scene().run(['rollback', listRunsIn(scene().folder).at(-1) ?? '', '--yes'])).toMatchObject({ code: 0 });
    expect(await listChanges()).toEqual(['link organizations/acme members']);
  });

  it('gives back the roles that the run took away', async () => {
    scene().write('tenant.yaml', declareMembers(ADA.replace('Admin', 'Viewer')));
    expect(await scene().run(['apply', 'tenant.yaml', '--yes'])).toMatchObject({ code: 0 });
    expect(await scene().run(['rollback', listRunsIn(scene().folder).at(-1) ?? '', '--yes'])).toMatchObject({ code: 0 });
    scene().write('tenant.yaml', declareMembers(ADA));
    expect(await listChanges()).toEqual([]);
  });

  it('brings back a member whom the run removed', async () => {
    scene().write(
      'tenant.yaml',
      declareMembers(BOB).replace('organizations:', 'reconcile: { prune: [organizations/members] }\norganizations:'),
    );
    expect(await scene().run(['apply', 'tenant.yaml', '--yes'])).toMatchObject({ code: 0 });
    expect(await scene().run(['rollback', listRunsIn(scene().folder).at(-1) ?? '', '--yes'])).toMatchObject({ code: 0 });
    scene().write('tenant.yaml', declareMembers(ADA));
    expect(await listChanges()).toEqual([]);
  });
});

it('an export leaves members and invitations out', async () => {
  const { code, stdout } = await scene().run(['export', '--type', 'organizations']);
  expect(code).toBe(0);
  expect(stdout).toContain('name: acme');
  expect(stdout).not.toMatch(/members|invitations/);
});

it('accepting drift writes what the tenant has of the listed members only', async () => {
  scene().write('tenant.yaml', declareMembers(ADA, BOB));
  expect(await scene().run(['apply', 'tenant.yaml', '--yes'])).toMatchObject({ code: 0 });
  scene().write('tenant.yaml', declareMembers(ADA.replace('Admin', 'Viewer')));
  await scene().run(['drift', 'tenant.yaml', '--accept', 'organizations/acme']);
  expect(scene().read('tenant.yaml')).toMatch(/members:\n +- .*ada@acme\.test/);
  expect(scene().read('tenant.yaml')).not.toContain('user: db|bob');
  expect(await listChanges()).toEqual([]);
});
