import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/model/plan/operation.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { pickSample } from '../support/run-size.ts';

const fixtures = fileURLToPath(new URL('../fixtures/deploy-cli', import.meta.url));
const scene = setUpCliScene({});
const CONFIG = ['--config', 'in/config.json'];

async function planInput(input: string): Promise<readonly Operation[]> {
  const { code, stdout } = await scene().run(['plan', input, ...CONFIG, '--format', 'json']);
  expect(code).toBe(0);
  return JSON.parse(stdout).operations;
}

async function listProblemCodes(input: string): Promise<readonly string[]> {
  const { stdout } = await scene().run(['validate', input, ...CONFIG, '--format', 'json']);
  const { problems } = JSON.parse(stdout);
  return problems.map((problem: { severity: string; code: string }) => `${problem.severity} ${problem.code}`);
}

describe.each(pickSample(['in/directory', 'in/yaml', 'in/yaml/tenant.yaml'], 1, 'formats'))(
  '%s, as auth0-deploy-cli has it',
  (input) => {
    it('is applied, and planned empty after it', async () => {
      cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
      const applied = await scene().run(['apply', input, ...CONFIG, '--yes']);
      expect(applied.code, applied.stdout + applied.stderr).toBe(0);
      const again = await scene().run(['plan', input, ...CONFIG, '--detailed-exitcode']);
      expect(again.code, again.stdout).toBe(0);
    });

    it('says once what it does not do, and leaves alone what the settings exclude', async () => {
      cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
      const told = await listProblemCodes(input);
      expect(told.filter((code) => code.startsWith('error'))).toEqual([]);
      expect(told).toContain('warning setting-differs');
      expect(told).toContain('warning excluded');
      expect(told).toContain('warning retired-field');
      const operations = await planInput(input);
      expect(operations.map(({ address }) => address)).not.toContain('clients/Legacy Desk');
    });
  },
);

it('what the settings exclude is not pruned either', async () => {
  scene().write('all.yaml', 'clients: [{ name: Legacy Desk }, { name: Other }, { name: Default App }]\n');
  await scene().run(['apply', 'all.yaml', '--yes']);
  scene().write('config.json', '{ "AUTH0_EXCLUDED_CLIENTS": ["Legacy Desk"] }');
  scene().write('few.yaml', 'clients: [{ name: Default App }]\nreconcile: { prune: [clients], limits: { delete: 100% } }\n');
  const { stdout } = await scene().run(['plan', 'few.yaml', '--config', 'config.json', '--format', 'json']);
  const { operations, undeclared } = JSON.parse(stdout);
  expect(operations.map(({ id }: Operation) => id)).toEqual(['delete clients/Other']);
  expect(undeclared).toEqual([]);
});

it('the client that runs the tool is left as it is, and so are masked secrets', async () => {
  cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
  const operations = await planInput('in/directory');
  expect(operations.filter(({ address }) => address === 'clients/Emulator M2M').map(({ action }) => action)).toEqual(['note']);
  expect(await listProblemCodes('in/directory')).toContain('warning secret-masked');
  expect(JSON.stringify(operations)).not.toContain('CONNECTIONS_GOOGLE_OAUTH2_SECRET');
});

it('a config file given as values is taken for what it is', async () => {
  cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
  const { code, stderr } = await scene().run(['validate', 'in/yaml', '--vars', 'in/config.json']);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('excluded') });
});

it('a config file that is none is an error that names its option', async () => {
  scene().write('config.json', '[]');
  scene().write('tenant.yaml', 'roles: []\n');
  const { code, stderr } = await scene().run(['validate', '--config', 'config.json']);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('--config') });
});

describe('details that only its files have', () => {
  const input = 'in/details/tenant.yaml';
  const validateInput = async (): Promise<readonly { readonly code: string; readonly place: { readonly line: number } }[]> =>
    JSON.parse((await scene().run(['validate', input, '--format', 'json'])).stdout).problems;

  it('are applied, and planned empty after it', async () => {
    cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
    const applied = await scene().run(['apply', input, '--yes']);
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    const again = await scene().run(['plan', input, '--detailed-exitcode']);
    expect(again.code, again.stdout).toBe(0);
    expect(
      scene()
        .listWrites()
        .filter((write) => write.endsWith('/deploy')),
    ).toHaveLength(2);
  });

  it('that come to nothing are told, each once', async () => {
    cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
    expect((await validateInput()).map(({ code, place }) => `${code} ${place.line}`)).toEqual([
      'read-only-field 4',
      'retired-field 5',
      'wrong-value 11',
      'read-only-field 12',
      'retired-field 43',
      'retired-field 47',
      'read-only-field 55',
      'retired-field 67',
      'retired-field 71',
    ]);
  });

  it('a version that runs is left alone by "deployed: false"', async () => {
    cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
    await scene().run(['apply', input, '--yes']);
    scene().write('in/details/actions/Greet/code.js', '// another\n');
    const planned = await scene().run(['plan', input, '--format', 'json']);
    const { operations } = JSON.parse(planned.stdout);
    expect(operations.flatMap(({ requests }: Operation) => requests.map(({ method }) => method))).toEqual(['PATCH']);
  });

  it('what the tenant has is taken over into the JSON file, which stays JSON', async () => {
    cpSync(fixtures, `${scene().folder}/in`, { recursive: true });
    const form = 'in/details/forms/Terms.json';
    const before = scene().read(form);
    scene().write(form, before.replace('"Go"', '"On"').replace('"en"', '"de"'));
    await scene().run(['apply', input, '--yes']);
    scene().write(form, before);
    expect((await scene().run(['export', '--update', input, '--include-unapplied'])).code).toBe(0);
    expect(JSON.parse(scene().read(form))).toMatchObject({
      languages: { primary: 'de' },
      nodes: [{ config: { components: [{ config: { text: 'On' } }] } }, { id: 'flow_b' }],
    });
    expect((await scene().run(['plan', input, '--detailed-exitcode'])).code).toBe(0);
  });
});
