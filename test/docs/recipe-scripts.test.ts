import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { PACKAGE } from '../support/built-package.ts';
import { listBlocks, pages, readPage } from './pages.ts';

/** Scripts of the recipes in the order in which a pipeline runs them, each a job of its own. */
type Scripts = Readonly<Record<string, string>>;

const readYaml = (page: string): JsonValue => parse(listBlocks(page).find(({ language }) => language === 'yaml')?.code ?? '');
const collect = (value: JsonValue | undefined): readonly JsonValue[] =>
  isArray(value) ? value.flatMap(collect) : isObject(value) ? [value, ...Object.values(value).flatMap(collect)] : [];

function readGitlabScripts(): Scripts {
  const jobs = readYaml('docs/ci/gitlab.md');
  const entries = Object.entries(isObject(jobs) ? jobs : {}).flatMap(([name, job]) =>
    isObject(job) && isArray(job.script) ? [[name, job.script.map(String).join('\n')] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** The agent replaces `$(name)` before the shell sees it. */
function readAzureScripts(): Scripts {
  const steps = collect(readYaml('docs/ci/azure.md')).filter(isObject);
  const named = steps.flatMap(({ script, displayName }) =>
    typeof script === 'string' ? [[String(displayName), script.replaceAll('$(Pipeline.Workspace)/plan/', '')] as const] : [],
  );
  return Object.fromEntries(named);
}

function readJenkinsScripts(): Scripts {
  const code = listBlocks('docs/ci/jenkins.md').find(({ language }) => language === 'groovy')?.code ?? '';
  const stages = code.split(/stage\('/).slice(1);
  return Object.fromEntries(
    stages.map((stage) => {
      const [, long, short] = /\bsh (?:'''([\s\S]*?)'''|'((?:[^'\\]|\\.)*)')/.exec(stage) ?? [];
      return [stage.slice(0, stage.indexOf("'")), long ?? short ?? ''] as const;
    }),
  );
}

let folder = '';
let emulator: RunningEmulator;

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });

beforeAll(async () => {
  emulator = await startEmulator({ seed: 1 });
  folder = mkdtempSync(join(tmpdir(), 'tenon-recipes-'));
  writeFileSync(join(folder, 'tenant.yaml'), 'roles: [{ name: reader, description: Reads }]\n');
  writeFileSync(join(folder, '.gitignore'), 'bin/\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'tenant.yaml', '.gitignore');
  git('commit', '--quiet', '--message', 'tenant');
  git('remote', 'add', 'origin', folder);
  git('fetch', '--quiet', 'origin');
  mkdirSync(join(folder, 'bin'));
  writeProgram('tenon', `exec '${process.execPath}' '${PACKAGE}/dist/cli/main.js' "$@"`);
  writeProgram('npm', 'echo "$@" >> bin/npm-calls');
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function writeProgram(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

const CREDENTIALS = (): Readonly<Record<string, string>> => ({
  AUTH0_DOMAIN: emulator.url,
  AUTH0_CLIENT_ID: emulator.clientId,
  AUTH0_CLIENT_SECRET: emulator.clientSecret,
  AUTH0_AUDIENCE: `https://${emulator.domain}/api/v2/`,
  TENON_PLAN_KEY: 'a key that only these jobs share',
});

/** What the systems set of themselves. */
const getVariables = (): Readonly<Record<string, string>> => ({
  CI_JOB_URL: 'https://gitlab.test/jobs/1',
  CI_MERGE_REQUEST_PROJECT_URL: join(folder),
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  TARGET: 'main',
  CHANGE_TARGET: 'main',
  HOME: folder,
  TENON: 'tenon',
});

interface ScriptRun {
  readonly status: number | null;
  readonly output: string;
}

/** GitLab stops at the first line that fails, as Azure and Jenkins do here. */
function runScript(script: string, env: Readonly<Record<string, string>> = {}): Promise<ScriptRun> {
  // The URL of a merge request's project has no `.git` folder here.
  const adapted = script.replaceAll('.git" "$CI_MERGE', '" "$CI_MERGE');
  const path = `${join(folder, 'bin')}:${process.env.PATH}`;
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', adapted], {
    cwd: folder,
    env: { PATH: path, ...getVariables(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString() })));
}

const RECIPES = [
  {
    system: 'gitlab',
    scripts: readGitlabScripts(),
    jobs: { plan: 'plan', fork: 'plan-fork', apply: 'apply', drift: 'drift' },
    driftFails: true,
  },
  {
    system: 'azure',
    scripts: readAzureScripts(),
    jobs: { plan: 'Plan', fork: 'Plan without credentials', apply: 'Apply', drift: 'Drift' },
    driftFails: true,
  },
  {
    system: 'jenkins',
    scripts: readJenkinsScripts(),
    jobs: { plan: 'Plan', fork: 'Plan without credentials', apply: 'Apply', drift: 'Drift' },
    driftFails: false,
  },
] as const;

describe.each(RECIPES)('the scripts of the recipe for $system', ({ scripts, jobs, driftFails }) => {
  const runJob = (job: keyof typeof jobs, env?: Readonly<Record<string, string>>) =>
    runScript(scripts[jobs[job]] ?? 'exit 99', env);

  test('plan without credentials, apply the saved plan, and report drift', async () => {
    emulator.reset();
    expect(await runJob('fork'), 'fork').toMatchObject({ status: 0 });
    expect(emulator.requests()).toEqual([]);
    expect(await runJob('plan', CREDENTIALS()), 'plan').toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'plan.html'), 'utf8')).toContain('reader');
    expect(await runJob('apply', CREDENTIALS()), 'apply').toMatchObject({ status: 0 });
    expect(await runJob('drift', CREDENTIALS()), 'no drift').toMatchObject({ status: 0 });
    const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
    const { body } = await ann.request('GET', '/roles');
    const [role] = isArray(body) ? body.filter(isObject) : [];
    await ann.request('PATCH', `/roles/${String(role?.id)}`, { description: 'Changed' });
    expect(await runJob('drift', CREDENTIALS()), 'drift').toMatchObject({ status: driftFails ? 2 : 0 });
    expect(readFileSync(join(folder, 'drift.xml'), 'utf8')).toContain('name="reader"');
  });

  test('an apply with another key changes nothing', async () => {
    emulator.reset();
    expect(await runJob('plan', CREDENTIALS())).toMatchObject({ status: 0 });
    expect(await runJob('apply', { ...CREDENTIALS(), TENON_PLAN_KEY: 'the key of somebody else' })).toMatchObject({ status: 3 });
    expect(emulator.requests().filter(({ method, path }) => method !== 'GET' && path.startsWith('/api'))).toEqual([]);
  });
});

test('every recipe installs the version of this repository, and the action by its major version', () => {
  const { version, repository } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const name = String(repository.url).replace(/^git\+https:\/\/github\.com\/|\.git$/g, '');
  const text = pages.map(readPage).join('\n');
  const versions = [...text.matchAll(/\btenon@([\w.^-]+)/g)].map(([, installed]) => installed);
  const expected = new Set([version, `v${String(version).split('.')[0]}`]);
  expect(versions.length).toBeGreaterThan(5);
  expect(versions.filter((installed) => !expected.has(installed ?? ''))).toEqual([]);
  expect(text).not.toContain('OWNER/');
  for (const [, owner] of text.matchAll(/uses: ([\w-]+\/tenon)@/g)) expect(owner).toBe(name);
  for (const [, image] of text.matchAll(/ghcr\.io\/([\w/-]+)/g)) expect(image).toBe(name);
});
