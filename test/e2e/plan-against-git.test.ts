import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { EXAMPLE } from '../support/example.ts';

const TENANT = EXAMPLE['tenant.yaml'] ?? '';
const scene = setUpCliScene(EXAMPLE);
const NOBODY = { AUTH0_DOMAIN: '', AUTH0_CLIENT_ID: '', AUTH0_CLIENT_SECRET: '' };

const runGit = (...args: readonly string[]): void => {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.test', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, ...args], { cwd: scene().folder, stdio: 'ignore' });
};
function commitFolder(): void {
  runGit('init');
  runGit('add', '-A');
  runGit('commit', '-m', 'x');
}
const planAgainst = (revision: string, ...args: readonly string[]) =>
  scene().run(['plan', '--against', `git:${revision}`, '--detailed-exitcode', ...args], NOBODY);

describe('plan --against git:REF, without credentials', () => {
  it('is empty for the same definition, whatever is in it', async () => {
    commitFolder();
    expect(await planAgainst('HEAD')).toMatchObject({ code: 0, stderr: '' });
  });

  it('shows what changes in the meaning, and nothing where only the text does', async () => {
    commitFolder();
    scene().write(
      'tenant.yaml',
      TENANT.replace(/^roles:/m, '# Who may do what.\nroles:').replaceAll('Sees shipments', "'Sees shipments'"),
    );
    expect((await planAgainst('HEAD')).code).toBe(0);
    scene().write('tenant.yaml', TENANT.replace('Sees shipments', 'Sees all shipments'));
    const { code, stdout } = await planAgainst('HEAD', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).operations).toMatchObject([{ action: 'update', address: 'roles/Viewer' }]);
    expect(scene().proxy.seen).toEqual([]);
  });

  it('takes includes from the revision, also those beside the folder of the definition', async () => {
    mkdirSync(join(scene().folder, 'acme'));
    writeFileSync(join(scene().folder, 'roles.yaml'), 'roles:\n  - name: a\n');
    writeFileSync(join(scene().folder, 'acme/tenant.yaml'), 'include: [../roles.yaml]\n');
    commitFolder();
    writeFileSync(join(scene().folder, 'roles.yaml'), 'roles:\n  - name: b\n');
    const { code, stdout, stderr } = await planAgainst('HEAD', 'acme/tenant.yaml', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ operations: [{ action: 'create', address: 'roles/b' }], undeclared: ['roles/a'] });
  });

  it('does not mind a tenant that is only named now', async () => {
    commitFolder();
    scene().write('tenant.yaml', TENANT.replace(/^reconcile:/m, 'reconcile:\n  tenant: cargo.eu.auth0.com'));
    expect((await planAgainst('HEAD')).code).toBe(0);
  });

  it.each([
    ['a revision that is not there', 'nope', [], 'nope'],
    ['a revision that looks like a flag', '--output=pwned', [], '--output=pwned'],
    ['a revision without the file', 'HEAD', ['new.yaml'], 'new.yaml'],
    ['a file outside of the repository', 'HEAD', ['/etc/hostname'], '/etc/hostname'],
  ])('%s is an error that names it', async (_, revision, files, name) => {
    commitFolder();
    scene().write('new.yaml', 'roles: []\n');
    const { code, stdout, stderr } = await planAgainst(revision, ...files);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/tenon-\w{6}\//);
  });

  it('tells what is wrong in the revision by its name', async () => {
    scene().write('tenant.yaml', 'roles:\n  - nam: x\n');
    commitFolder();
    scene().write('tenant.yaml', 'roles:\n  - name: x\n');
    const { code, stderr } = await planAgainst('HEAD');
    expect(code).toBe(1);
    expect(stderr).toContain('git:HEAD:tenant.yaml:2:');
  });

  it('is an error outside of any repository', async () => {
    const { code, stdout, stderr } = await planAgainst('HEAD');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('file-unreadable');
  });
});
