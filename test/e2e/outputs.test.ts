import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const HOSTILE = "x\nname<<EOF\nstolen\nEOF\n$(id) `id` 'q'";
const DEFINITION = `
clients:
  - name: Shop.v2
    app_type: spa
    description: ${JSON.stringify(HOSTILE)}
  - name: Jobs
    app_type: non_interactive
`;
const scene = setUpCliScene({ 'tenant.yaml': DEFINITION });
const inFolder = (name: string): string => join(scene().folder, name);
const output = (...args: readonly string[]) => scene().run(['output', ...args]);

beforeEach(async () => {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
});

/** Reads the file as GitHub does. */
function readGithubOutputs(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length - 1; index += 1) {
    const [, name = '', delimiter = ''] = /^(\w+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    const end = lines.indexOf(delimiter, index + 1);
    found[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return found;
}

it('a value is printed alone, and only its type is read', async () => {
  const before = scene().emulator.requests().length;
  const { code, stdout } = await output('clients/Shop.v2.client_id');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^[A-Za-z0-9]{20,}\n$/);
  const requests = scene().emulator.requests().slice(before);
  expect(requests.filter(({ path }) => path.startsWith('/api/v2/')).map(({ method }) => method)).toEqual(['GET']);
});

it('the domain needs no read at all', async () => {
  const before = scene().emulator.requests().length;
  expect(await output('tenant.domain')).toMatchObject({ code: 0, stdout: `${scene().emulator.domain}\n` });
  expect(
    scene()
      .emulator.requests()
      .slice(before)
      .filter(({ path }) => path.startsWith('/api/v2/')),
  ).toEqual([]);
});

it('no value can set another output of a GitHub step', async () => {
  writeFileSync(inFolder('github'), 'earlier=1\n');
  const env = { GITHUB_OUTPUT: inFolder('github') };
  const { code, stdout } = await scene().run(['output', 'clients/Shop.v2.description', '--format', 'github'], env);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  const text = readFileSync(inFolder('github'), 'utf8').replace('earlier=1\n', '');
  expect(readGithubOutputs(text)).toEqual({ clients_Shop_v2_description: HOSTILE });
});

it('a value that a shell could run is not written as dotenv', async () => {
  const { code, stdout, stderr } = await output('clients/Shop.v2.description', '--format', 'dotenv');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('error[wrong-value]');
  expect((await output('clients/Jobs.name', '--format', 'dotenv')).stdout).toBe('clients_Jobs_name=Jobs\n');
});

it('a control character does not reach the terminal', async () => {
  scene().write('tenant.yaml', 'clients: [{ name: Jobs, description: "a\\u001b[2Jb" }]\n');
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  expect((await output('clients/Jobs.description')).stdout).toBe('a\\u{1b}[2Jb\n');
});

it.each([[[]], [['--format', 'json']], [['--format', 'dotenv']], [['--format', 'github']]])(
  'a secret is never printed: %j',
  async (format) => {
    const env = { GITHUB_OUTPUT: inFolder('github') };
    const { code, stdout, stderr } = await scene().run(['output', 'clients/Jobs.client_secret', ...format], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[output-secret]');
    expect(existsSync(inFolder('github'))).toBe(false);
  },
);

it('a secret goes to a file that only its owner can read, also if the file was open to others', async () => {
  writeFileSync(inFolder('out'), '');
  chmodSync(inFolder('out'), 0o666);
  expect(await output('clients/Jobs.client_secret', '--out', 'out')).toMatchObject({ code: 0, stdout: '' });
  expect(scene().read('out').length).toBeGreaterThan(20);
  expect(statSync(inFolder('out')).mode & 0o777).toBe(0o600);
});

it('a secret is not written through a link or into a folder', async () => {
  writeFileSync(inFolder('target'), 'kept');
  symlinkSync(inFolder('target'), inFolder('link'));
  mkdirSync(inFolder('folder'));
  for (const name of ['link', 'folder']) {
    const { code, stderr } = await output('clients/Jobs.client_secret', '--out', name);
    expect(code).toBe(1);
    expect(stderr).toContain('error[output-unwritable]');
  }
  expect(scene().read('target')).toBe('kept');
});

it('a program gets the values on its stdin, its arguments as they are, and no credentials of tenon', async () => {
  writeFileSync(inFolder('keep'), '#!/bin/sh\nprintf "%s|%s|" "$1" "$AUTH0_CLIENT_SECRET" > got; cat >> got; cat got\n');
  chmodSync(inFolder('keep'), 0o700);
  const args = ['clients/Jobs.client_secret', '--format', 'json', '--command', './keep', '$(id) x'];
  const { code, stdout, stderr } = await output(...args);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(scene().read('got')).toMatch(/^\$\(id\) x\|\|\{\n {2}"clients_Jobs_client_secret": ".{20,}"\n\}\n$/);
});

it('a program that fails is an error without the secret', async () => {
  writeFileSync(inFolder('fail'), '#!/bin/sh\ncat >&2\nexit 3\n');
  chmodSync(inFolder('fail'), 0o700);
  const { code, stdout, stderr } = await output('clients/Jobs.client_secret', '--command', './fail');
  await output('clients/Jobs.client_secret', '--out', 'out');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('error[output-unwritable]');
  expect(stderr).not.toContain(scene().read('out').trim());
});

it.each([
  ['clients/Other.client_id', 'output-missing'],
  ['clients/Jobs.no_such_field', 'output-missing'],
  ['clients/Jobs', 'usage'],
  ['nothing/Jobs.id', 'unknown-type'],
  ['shop_client_id', 'usage'],
])('%s: %s', async (expression, code) => {
  const result = await output(expression);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toContain(`error[${code}]`);
});

it('a project names its outputs, for each environment', async () => {
  const environments = 'environments:\n  dev: { domain: dev.eu.auth0.com, files: [] }\n';
  const outputs = 'outputs:\n  jobs_client_id: clients/Jobs.client_id\n  issuer: tenant.domain\n';
  scene().write('tenon.yaml', `definition: [tenant.yaml]\n${environments}${outputs}`);
  expect((await scene().run(['apply', '--yes', '--env', 'dev', '--emulator'])).code).toBe(0);
  const { code, stdout } = await output('--env', 'dev', '--emulator', '--format', 'json');
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout))).toEqual(['jobs_client_id', 'issuer']);
  const single = await output('jobs_client_id', '--env', 'dev', '--emulator');
  expect(single.stdout).toBe(`${JSON.parse(stdout).jobs_client_id}\n`);
});
