import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const roles = (...descriptions: readonly string[]): string =>
  `roles:\n${descriptions.map((text, index) => `  - { name: role-${index}, description: ${text} }\n`).join('')}`;

const scene = setUpCliScene({ 'tenant.yaml': roles('a', 'b', 'c') });

const runGit = (...args: readonly string[]): void => {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.test', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, ...args], { cwd: scene().folder, stdio: 'ignore' });
};

function commit(): void {
  runGit('init');
  runGit('add', '-A');
  runGit('commit', '-m', 'x');
}

async function applyAndCommit(): Promise<void> {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  commit();
}

async function planSince(...args: readonly string[]) {
  const { code, stdout, stderr } = await scene().run(['plan', '--since', 'git:HEAD', '--format', 'json', ...args]);
  return { code, stderr, plan: JSON.parse(stdout) };
}

/** Changes the description of the first role in the Dashboard. */
async function changeRole(description: string): Promise<void> {
  const ann = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  const { body } = await ann.request('GET', '/roles');
  const [role] = Array.isArray(body) ? body : [];
  expect(await ann.request('PATCH', `/roles/${role.id}`, { description })).toMatchObject({ status: 200 });
}

describe('plan --since', () => {
  it('separates what somebody changed in the tenant from the change under review, and names the author', async () => {
    await applyAndCommit();
    await changeRole('changed by hand');
    scene().write('tenant.yaml', roles('a', 'new', 'c'));
    const { code, plan } = await planSince();
    expect(code).toBe(0);
    expect(plan.operations).toMatchObject([{ address: 'roles/role-0' }, { address: 'roles/role-1' }]);
    expect(plan.since).toMatchObject({
      revision: 'git:HEAD',
      pending: [{ operation: 'update roles/role-0', kind: 'tenant changed', by: { who: { name: 'Ann' } } }],
      refusals: [],
    });
    expect(plan.since.pending).toHaveLength(1);
  });

  it('separates what was merged and not applied', async () => {
    await applyAndCommit();
    scene().write('tenant.yaml', roles('a', 'merged', 'c'));
    commit();
    scene().write('tenant.yaml', roles('a', 'merged', 'under review'));
    const { plan } = await planSince();
    expect(plan.since.pending).toMatchObject([{ operation: 'update roles/role-1', kind: 'definition ahead' }]);
  });

  it('counts a value that the change under review sets differently as its own', async () => {
    await applyAndCommit();
    await changeRole('changed by hand');
    scene().write('tenant.yaml', roles('new', 'b', 'c'));
    expect((await planSince()).plan.since.pending).toEqual([]);
  });

  it('splits an operation by its changes', async () => {
    scene().write('tenant.yaml', 'tenant: { session_lifetime: 100, support_email: a@acme.test }\n');
    await applyAndCommit();
    const ann = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
    await ann.request('PATCH', '/tenants/settings', { session_lifetime: 200 });
    scene().write('tenant.yaml', 'tenant: { session_lifetime: 100, support_email: b@acme.test }\n');
    const { plan } = await planSince();
    expect(plan.operations).toMatchObject([{ changes: [{}, {}] }]);
    expect(plan.since.pending).toMatchObject([{ paths: ['/session_lifetime'], by: { who: { name: 'Ann' } } }]);
  });

  it('refuses nothing because of pending changes, but applying the saved plan still is refused', async () => {
    const limits = 'reconcile: { prune: [roles], limits: { delete: 1 } }\n';
    await applyAndCommit();
    scene().write('tenant.yaml', limits + roles('a'));
    commit();
    scene().write('tenant.yaml', limits + roles('under review'));
    const { code, plan } = await planSince('--out', 'plan.json');
    expect({ code, refusals: plan.refusals }).toEqual({ code: 0, refusals: [] });
    expect(plan.since.refusals).toMatchObject([{ code: 'guard-limit' }]);
    const applied = await scene().run(['apply', '--plan', 'plan.json', '--yes', '--format', 'json']);
    expect(applied.code).toBe(3);
    expect(applied.stderr).toContain('guard-limit');
  });

  it('refuses what the change under review does itself', async () => {
    await applyAndCommit();
    scene().write('tenant.yaml', `reconcile: { prune: [roles], limits: { delete: 1 } }\n${roles('a')}`);
    const { code, plan } = await planSince();
    expect(code).toBe(1);
    expect(plan.refusals).toMatchObject([{ code: 'guard-limit' }]);
    expect(plan.since.refusals).toEqual([]);
  });

  it('judges only the change under review by rules and policies', async () => {
    const policies = `reconcile:
  policies: [{ id: no-weakening, refuse: '"weakens" in change.impact' }]
`;
    const protection = (enabled: boolean): string => `attackProtection: { bruteForceProtection: { enabled: ${enabled} } }\n`;
    scene().write('tenant.yaml', policies + protection(true) + roles('a'));
    await applyAndCommit();
    scene().write('tenant.yaml', policies + protection(false) + roles('a'));
    commit();
    scene().write('tenant.yaml', policies + protection(false) + roles('b'));
    const { code, plan } = await planSince();
    expect({ code, refusals: plan.refusals, findings: plan.findings }).toMatchObject({
      code: 0,
      refusals: [],
      findings: { added: [], ended: 0 },
    });
    expect(plan.since.refusals).toMatchObject([{ code: 'policy-refused' }]);
    expect(plan.findings.before).toBeGreaterThan(0);
  });

  it('reads for the earlier definition what only it declares', async () => {
    scene().write('tenant.yaml', `${roles('a')}resourceServers:\n  - { identifier: "urn:x", name: x }\n`);
    await applyAndCommit();
    scene().write('tenant.yaml', roles('b'));
    const { code, plan } = await planSince();
    expect(code).toBe(0);
    expect(plan).toMatchObject({ operations: [{ address: 'roles/role-0' }], since: { pending: [] } });
    expect(plan.warnings).toBeUndefined();
  });

  it.each([
    ['is not in the repository', () => runGit('init')],
    [
      'has errors',
      () => {
        scene().write('tenant.yaml', 'roles: [{ nam: x }]\n');
        commit();
      },
    ],
  ])('plans without a revision that %s, and says so', async (_, prepare) => {
    prepare();
    scene().write('tenant.yaml', roles('a'));
    const { code, plan } = await planSince();
    expect(code).toBe(0);
    expect(plan).toMatchObject({ operations: [{ address: 'roles/role-0' }], warnings: [{ code: 'since-unavailable' }] });
    expect(plan.since).toBeUndefined();
  });
});
