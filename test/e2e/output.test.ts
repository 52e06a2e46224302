import { describe, expect, it } from 'vitest';
import { getValidator } from '../../src/loader/load-validator.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const scene = setUpCliScene({
  'tenant.yaml':
    'clients:\n  - name: "Shop \\e[31m"\n    description: a\n    oidc_backchannel_logout: null\nroles:\n  - name: admin\n',
  'plain.yaml': 'clients:\n  - name: Shop\nroles:\n  - name: admin\n',
});
const ESCAPE = String.fromCharCode(27);

describe('what a verb prints', () => {
  it.each(['text', 'markdown', 'html', 'json'])(
    'plan --format %s is one document on stdout, without colour or progress',
    async (format) => {
      const { code, stdout, stderr } = await scene().run(['plan', 'plain.yaml', '--format', format]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.length).toBeGreaterThan(50);
      expect(stdout).not.toContain(ESCAPE);
      expect(stdout.endsWith('\n')).toBe(true);
    },
  );

  it('the JSON of a plan has the form that is published, also when it is printed in colour', async () => {
    for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1', TERM: 'xterm-256color' }]) {
      const { stdout } = await scene().run(['plan', 'plain.yaml', '--format', 'json'], env);
      expect((await getValidator('plan'))(JSON.parse(stdout))).toEqual([]);
    }
  });

  it.each(['validate', 'plan', 'apply', 'drift'])('%s --format json prints nothing but JSON', async (verb) => {
    const yes = verb === 'apply' ? ['--yes'] : [];
    const { stdout } = await scene().run([verb, 'plain.yaml', '--format', 'json', ...yes]);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  it('problems go to stderr, the document to stdout', async () => {
    scene().write('wrong.yaml', 'roles:\n  - name: admin\n    descripton: x\n');
    const { code, stdout, stderr } = await scene().run(['plan', 'wrong.yaml']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('unknown-field');
    expect(stderr).toContain('wrong.yaml:3:5');
    expect(stderr).toContain('"description"');
    expect(stderr).not.toContain(ESCAPE);
  });

  it('validate --format json tells problems as JSON on stdout', async () => {
    scene().write('wrong.yaml', 'roles:\n  - name: admin\n    descripton: x\n');
    const { code, stdout } = await scene().run(['validate', 'wrong.yaml', '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, problems: [{ code: 'unknown-field', place: { line: 3 } }] });
  });
});

describe('exit codes of what only reads', () => {
  it('plan exits 0, with --detailed-exitcode 2 while there are changes and 0 when there are none', async () => {
    expect((await scene().run(['plan', 'plain.yaml'])).code).toBe(0);
    expect((await scene().run(['plan', 'plain.yaml', '--detailed-exitcode'])).code).toBe(2);
    await scene().run(['apply', 'plain.yaml', '--yes']);
    expect((await scene().run(['plan', 'plain.yaml', '--detailed-exitcode'])).code).toBe(0);
  });

  it('plan exits 1 when the plan is refused', async () => {
    scene().write('refused.yaml', 'reconcile: { tenant: another.eu.auth0.com }\nroles:\n  - name: admin\n');
    const { code, stdout, stderr } = await scene().run(['plan', 'refused.yaml']);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('guard-tenant');
  });

  it('drift exits 2 while there is drift and 0 when there is none', async () => {
    expect((await scene().run(['drift', 'plain.yaml'])).code).toBe(2);
    await scene().run(['apply', 'plain.yaml', '--yes']);
    expect((await scene().run(['drift', 'plain.yaml'])).code).toBe(0);
  });

  it('show exits 0 for a plan and a result, in every format, and 1 for anything else', async () => {
    await scene().run(['plan', 'plain.yaml', '--out', 'plan.json']);
    const { stdout } = await scene().run(['apply', 'plain.yaml', '--yes', '--format', 'json']);
    scene().write('result.json', stdout);
    for (const format of ['text', 'markdown', 'html', 'json']) {
      expect((await scene().run(['show', 'plan.json', '--format', format])).code).toBe(0);
      expect((await scene().run(['show', 'result.json', '--format', format])).code).toBe(0);
    }
    expect((await scene().run(['show', 'plain.yaml'])).code).toBe(1);
    expect((await scene().run(['show', 'nowhere.json'])).code).toBe(1);
  });

  it('a plan against another definition needs no tenant', async () => {
    scene().write('before.yaml', 'roles:\n  - name: admin\n    description: old\n');
    scene().write('after.yaml', 'roles:\n  - name: admin\n    description: new\n');
    const ran = await scene().run(['plan', 'after.yaml', '--against', 'before.yaml', '--detailed-exitcode'], {
      AUTH0_DOMAIN: '',
    });
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('roles/admin');
    expect(scene().proxy.seen).toEqual([]);
  });
});
