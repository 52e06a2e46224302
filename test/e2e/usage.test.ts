import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const scene = setUpCliScene({ 'tenant.yaml': 'roles:\n  - name: admin\n' });
const VERBS = ['validate', 'plan', 'apply', 'drift', 'export', 'explain', 'types', 'show', 'emulate'];

describe('a command that is not meant', () => {
  it.each([
    [['aply'], 'apply'],
    [['validat'], 'validate'],
    [['plan', '--emulatr'], '--emulator'],
    [['apply', '--yess'], '--yes'],
    [['apply', '--dry-run'], undefined],
    [['plan', '--detailed-exit-code'], '--detailed-exitcode'],
    [['nonsense'], undefined],
    [[], undefined],
    [['plan', '--format', 'xml'], 'json'],
    [['apply', '--headroom', '2'], undefined],
    [['apply', '--max-rate', '0'], undefined],
    [['show'], undefined],
    [['export', 'tenant.yaml'], undefined],
    [['export', '--type', 'role'], 'roles'],
    [['export', '--ful'], '--full'],
    [['apply', '--plan'], undefined],
  ] as const)('%j is an error that sends nothing and prints nothing', async (args, suggestion) => {
    const { code, stdout, stderr } = await scene().run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    if (suggestion !== undefined) expect(stderr).toContain(suggestion);
    expect(scene().proxy.seen).toEqual([]);
  });

  it('a type that is misspelt is an error with the name that was meant', async () => {
    scene().write('tenant.yaml', 'role:\n  - name: admin\n');
    for (const verb of ['validate', 'plan', 'apply']) {
      const { code, stderr } = await scene().run([verb]);
      expect(code).toBe(1);
      expect(stderr).toContain('unknown-type');
      expect(stderr).toContain('"roles"');
    }
    expect(scene().proxy.seen).toEqual([]);
  });
});

describe('types', () => {
  it('lists every type once, a line each, and as JSON', async () => {
    const text = await scene().run(['types']);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await scene().run(['types', '--format', 'json']);
    const all: unknown = JSON.parse(stdout);
    expect(all).toHaveLength(CATALOGUE.all.length);
    expect(all).toContainEqual(expect.objectContaining({ type: 'guardianFactors', create: false, update: true, delete: false }));
    const lines = text.stdout.split('\n');
    for (const { type } of CATALOGUE.all) expect(lines.filter((line) => line.startsWith(`${type} `))).toHaveLength(1);
    expect(scene().proxy.seen).toEqual([]);
  });
});

describe('help', () => {
  it.each(VERBS)('%s --help shows examples and exits 0', async (verb) => {
    const { code, stdout, stderr } = await scene().run([verb, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`$ tenon ${verb}`);
  });

  it('names every verb, and the version is a version', async () => {
    const { code, stdout } = await scene().run(['--help']);
    expect(code).toBe(0);
    for (const verb of VERBS) expect(stdout).toContain(`\n  ${verb} `);
    expect((await scene().run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a day on which nothing works', () => {
  const listStackLines = (text: string): readonly string[] => text.split('\n').filter((line) => /^\s+at /.test(line));

  it.each([
    ['credentials-missing', { AUTH0_CLIENT_SECRET: '' }],
    ['credentials-refused', { AUTH0_CLIENT_SECRET: 'canary-wrong-secret' }],
    ['domain-invalid', { AUTH0_DOMAIN: 'http://acme.eu.auth0.com' }],
    ['network-unreachable', { AUTH0_DOMAIN: 'http://127.0.0.1:1' }],
  ])('%s is told in words, without a trace and without the secret', async (code, env) => {
    const ran = await scene().run(['plan'], env);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(code);
    expect(ran.stderr).not.toContain('canary');
    expect(listStackLines(ran.stderr)).toEqual([]);
  });

  it('a file that is not there is told with its name', async () => {
    const ran = await scene().run(['plan', 'nowhere.yaml']);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('nowhere.yaml');
    expect(scene().proxy.seen).toEqual([]);
  });
});
