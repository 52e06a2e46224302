import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { readCollection } from '../support/tenant-dump.ts';

const DATABASE = 'Username-Password-Authentication';
const users = Array.from({ length: 101 }, (_, n) => `  - { connection: ${DATABASE}, email: u${n}@acme.test }\n`);
const scene = setUpCliScene({ 'tenant.yaml': `users:\n${users.join('')}` });

const listEmails = (): readonly unknown[] => readCollection(scene().emulator.dump(), 'users').map(([, user]) => user.email);
const countImports = (): number =>
  scene()
    .listWrites()
    .filter((line) => line === 'POST /jobs/users-imports').length;

describe('an apply that creates many users', () => {
  it('says how, and needs one line for all of them', async () => {
    const applied = await scene().run(['apply', 'tenant.yaml', '--yes']);
    expect(applied.code).toBe(0);
    expect([countImports(), listEmails().length]).toEqual([1, 101]);
    expect(applied.stdout.match(/created by an import job/g)).toHaveLength(1);
    expect(applied.stdout.split('\n').length).toBeLessThan(40);
    expect((await scene().run(['plan', 'tenant.yaml'])).code).toBe(0);
  });

  it.each(['killed after its job was started', 'killed before its job was started'])(
    '%s creates nobody twice when it is run again',
    async (moment) => {
      const command = scene().start(['apply', 'tenant.yaml', '--yes']);
      scene().proxy.chooseFault = ({ path }) => {
        if (!path.endsWith('/jobs/users-imports')) return undefined;
        command.kill('SIGKILL');
        return moment.includes('after') ? 'lost after' : 'error before';
      };
      await once(command, 'close');
      scene().proxy.clear();
      expect((await scene().run(['apply', 'tenant.yaml', '--yes'])).code).toBe(0);
      expect([listEmails().length, new Set(listEmails()).size]).toEqual([101, 101]);
      expect((await scene().run(['plan', 'tenant.yaml'])).stdout).toContain('No changes');
    },
  );
});
