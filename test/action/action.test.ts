import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DashboardSession, type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { itInFull } from '../support/it-in-full.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { type JobResult, readAction, runAction } from './action-runner.ts';
import { type FakeGitHub, PULL_REQUEST, startGitHub, TOKEN } from './github-api.ts';

const TENANT = `reconcile: { prune: [roles] }
roles:
  - name: admin
    description: May do all
  - name: helper
`;

let emulator: RunningEmulator;
let github: FakeGitHub;
let ann: DashboardSession;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 1 });
  github = await startGitHub();
});
beforeEach(() => {
  emulator.reset();
  github.reset();
  ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  folder = createTemporaryFolder({ 'tenant.yaml': TENANT });
});
afterAll(async () => {
  await github.close();
  await emulator.close();
});

interface ActionRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: object;
  readonly token?: string;
}

const getCredentials = () => ({
  AUTH0_DOMAIN: emulator.url,
  AUTH0_CLIENT_ID: emulator.clientId,
  AUTH0_CLIENT_SECRET: emulator.clientSecret,
  AUTH0_AUDIENCE: `https://${emulator.domain}/api/v2/`,
});
const onPullRequest = { pull_request: { number: PULL_REQUEST } };

const runWithInputs = (
  inputs: Readonly<Record<string, string>>,
  { env = {}, event = {}, token = TOKEN }: ActionRunOptions = {},
): Promise<JobResult> =>
  runAction({ workspace: folder, with: inputs, env: { ...getCredentials(), ...env }, event, apiUrl: github.url, token });
const writeDefinition = (text: string): void => writeFileSync(join(folder, 'tenant.yaml'), text);
const countWrites = (): number =>
  emulator.requests().filter(({ method, path }) => method !== 'GET' && path.startsWith('/api')).length;
const expectSuccess = (finished: JobResult): JobResult => {
  expect(github.violations).toEqual([]);
  expect(finished, finished.log).toMatchObject({ conclusion: 'success' });
  return finished;
};
async function applyDefinition(): Promise<void> {
  expect((await runCli(['apply', '--yes'], { cwd: folder, emulator })).code).toBe(0);
}

describe('action.yml', () => {
  it('puts no text of others into a script', () => {
    for (const step of readAction().runs.steps) expect(step.run).not.toContain('${{');
  });

  it('builds itself where no build is, without the environment of the job', () => {
    const checkout = createTemporaryFolder({
      npm: '#!/bin/sh\nenv >> "$(dirname "$0")/seen"\necho "$@" >> "$(dirname "$0")/seen"\n',
    });
    chmodSync(join(checkout, 'npm'), 0o755);
    const build = readAction().runs.steps.find(({ name }) => name === 'Build tenon')?.run ?? '';
    const env = {
      PATH: `${checkout}:${process.env.PATH}`,
      HOME: checkout,
      GITHUB_ACTION_PATH: checkout,
      AUTH0_CLIENT_SECRET: 'canary',
    };
    execFileSync('bash', ['-e', '-c', build], { env });
    const seen = readFileSync(join(checkout, 'seen'), 'utf8');
    expect(seen).toContain('ci --ignore-scripts');
    expect(seen).not.toContain('canary');
  });

  it('takes whatever stands in its inputs for what it is', async () => {
    const evil = 'a"; touch pwned; $(touch pwned) `touch pwned` \'; touch pwned #.yaml';
    writeFileSync(join(folder, evil), TENANT);
    const finished = expectSuccess(
      await runWithInputs({ files: evil, 'plan-file': `x'$(touch pwned)\n.json`, comment: 'false' }),
    );
    expect(finished.outputs.changes).toBe('2');
    expect(finished.outputs['plan-file']).toContain('\n.json');
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });

  it.each([{ command: 'destroy' }, { comment: 'yes' }])('refuses what its inputs do not know: %j', async (inputs) => {
    const finished = await runWithInputs(inputs);
    expect(finished.conclusion).toBe('failure');
    expect(finished.log).toMatch(/^::error /m);
    expect(emulator.requests()).toEqual([]);
  });
});

describe('plan', () => {
  it('tells a pull request in one comment, which the next run changes', async () => {
    const first = expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    expect(first.outputs).toMatchObject({
      changes: '2',
      destructive: '0',
      'exit-code': '0',
      'plan-file': join(folder, 'plan.json'),
    });
    expect(readFileSync(first.outputs['report-file'] ?? '', 'utf8')).toContain('<!doctype html>');
    expect(first.summary).toContain('roles');
    expect(first.log).toMatch(/^::notice file=tenant\.yaml,line=3,/m);
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('admin')]);
    writeDefinition(TENANT.replace('helper', 'steward'));
    expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    expect(github.writes).toEqual([
      `POST issues/${PULL_REQUEST}/comments`,
      expect.stringMatching(/^PATCH issues\/comments\/\d+$/),
    ]);
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('steward')]);
    expect(github.comments[0]?.body).not.toContain('helper');
  });

  it('says what was pending at the base of the pull request', async () => {
    const runGit = (...args: readonly string[]): Buffer =>
      execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.test', ...args], { cwd: folder });
    runGit('init', '-q', '-b', 'main');
    runGit('add', '-A');
    runGit('commit', '-m', 'x');
    runGit('update-ref', 'refs/remotes/origin/main', 'HEAD');
    writeDefinition(TENANT.replace('helper', 'steward'));
    expectSuccess(await runWithInputs({}, { event: onPullRequest, env: { GITHUB_BASE_REF: 'main' } }));
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')).plan;
    expect(plan.since).toMatchObject({ revision: 'git:origin/main', pending: [{ operation: 'create roles/admin' }] });
  });

  itInFull('finds its comment behind a hundred others, and never takes one that a stranger made to look like it', async () => {
    expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    const body = github.comments[0]?.body ?? '';
    const stranger = { user: { login: 'mallory', type: 'User' }, author_association: 'CONTRIBUTOR' };
    github.comments.unshift({ id: 1, body, ...stranger });
    for (let id = 2; id < 150; id++) github.comments.unshift({ id, body: 'me too', ...stranger });
    expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    expect(github.writes.at(-1)).toBe(`PATCH issues/comments/${github.comments.at(-1)?.id}`);
    expect(github.comments).toHaveLength(150);
  });

  itInFull('has a comment for each definition', async () => {
    writeFileSync(join(folder, 'other.yaml'), TENANT);
    for (const files of ['tenant.yaml', 'other.yaml', 'tenant.yaml'])
      expectSuccess(await runWithInputs({ files }, { event: onPullRequest }));
    expect(github.comments).toHaveLength(2);
  });

  itInFull('fits into a comment whatever is planned, and then points to the run', async () => {
    const writeRoles = (description: string): void =>
      writeDefinition(
        `roles:\n${Array.from({ length: 300 }, (_, n) => `  - name: role ${n}\n    description: ${description}\n`).join('')}`,
      );
    writeRoles('short');
    await applyDefinition();
    writeRoles('ä*`@x '.repeat(30));
    const finished = expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    expect(finished.outputs.changes).toBe('300');
    expect(github.comments[0]?.body).toContain('https://github.test/acme/tenant/actions/runs/4711');
    expect(finished.summary.length).toBeGreaterThan(65_536);
  });

  itInFull('tells nobody where there is no pull request, or nobody wants it', async () => {
    expectSuccess(await runWithInputs({}));
    expectSuccess(await runWithInputs({ comment: 'false' }, { event: onPullRequest }));
    expect(github.writes).toEqual([]);
  });

  itInFull('needs no credentials for a pull request from a fork', async () => {
    const none = { AUTH0_DOMAIN: '', AUTH0_CLIENT_ID: '', AUTH0_CLIENT_SECRET: '' };
    const finished = expectSuccess(
      await runWithInputs({ args: '--emulator', comment: 'false' }, { env: none, event: onPullRequest, token: '' }),
    );
    expect(finished.outputs.changes).toBe('2');
    expect(emulator.requests()).toEqual([]);
  });

  itInFull.each([
    ['a definition that is wrong', 'roles:\n  - nam: x\n', {}, /^::error file=tenant\.yaml,line=2,/m],
    [
      'credentials that are refused',
      TENANT,
      { AUTH0_CLIENT_SECRET: 'wrong' },
      /^::error title=tenon plan::.*credentials-refused/m,
    ],
  ])('tells %s in the log, the summary and the comment, and fails', async (_, text, env, annotation) => {
    writeDefinition(text);
    writeFileSync(join(folder, 'plan.json'), 'an old plan');
    const finished = await runWithInputs({}, { env, event: onPullRequest });
    expect(finished.conclusion).toBe('failure');
    expect(finished.outputs).toMatchObject({ changes: '0', 'exit-code': '1', 'plan-file': '' });
    expect(finished.log).toMatch(annotation);
    expect(finished.summary).toContain('tenon plan');
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('tenon plan')]);
    expect(existsSync(join(folder, 'plan.json'))).toBe(false);
  });

  itInFull('shows a plan that its guards refuse, and fails', async () => {
    await applyDefinition();
    writeDefinition(TENANT.replace('reconcile: {', 'reconcile: { protect: [roles/admin],').replace('May do all', 'May not'));
    const finished = await runWithInputs({}, { event: onPullRequest });
    expect(finished).toMatchObject({ conclusion: 'failure', outputs: { changes: '1', 'exit-code': '1' } });
    expect(finished.log).toMatch(/^::error .*title=guard-protected/m);
    expect(github.comments[0]?.body).toContain('guard-protected');
  });

  itInFull('lets no name in the definition give orders to the runner', async () => {
    writeDefinition('roles:\n  - name: a\n    description: "x\\n::error::forged\\n##[error]forged"\n');
    const { log } = expectSuccess(await runWithInputs({ comment: 'false' }));
    const token = /^::stop-commands::(.+)$/m.exec(log)?.[1] ?? 'none';
    const obeyed = log.slice(0, log.indexOf('::stop-commands::')) + log.slice(log.indexOf(`::${token}::`));
    expect(obeyed).not.toMatch(/^\s*::error/m);
    expect(obeyed).not.toMatch(/^\s*##\[/m);
  });
});

describe('where GitHub does not take it', () => {
  itInFull.each([
    ['the permission', { token: TOKEN, forbidden: true }, /^::error .*pull-requests: write/m],
    ['a token that is known', { token: 'ghs_other', forbidden: false }, /^::error .*token/m],
    ['a token', { token: '', forbidden: false }, /^::error .*token/m],
  ])('lacking %s is told, and the plan is there all the same', async (_, { token, forbidden }, message) => {
    github.forbidden = forbidden;
    const finished = await runWithInputs({}, { event: onPullRequest, token });
    expect(finished).toMatchObject({
      conclusion: 'failure',
      steps: { 'Run tenon': 'success', 'Post report': 'failure' },
      outputs: { changes: '2', 'exit-code': '0' },
    });
    expect(finished.summary).toContain('admin');
    expect(finished.log).toMatch(message);
    if (token !== '') expect(finished.log).not.toContain(token);
  });

  itInFull('an answer that fails once is asked for again', async () => {
    github.failing = { status: 502, times: 1 };
    expectSuccess(await runWithInputs({}, { event: onPullRequest }));
    expect(github.comments).toHaveLength(1);
  });
});

describe('apply', () => {
  it('applies exactly the plan that was saved', async () => {
    const planned = expectSuccess(await runWithInputs({ 'plan-file': 'saved.json' }, { event: onPullRequest }));
    const finished = expectSuccess(await runWithInputs({ command: 'apply', 'plan-file': 'saved.json', args: '--max-age=1h' }));
    expect(finished.outputs).toMatchObject({ changes: planned.outputs.changes, destructive: '0', 'exit-code': '0' });
    expect(countWrites()).toBe(2);
    expect(finished.summary).toContain('admin');
    expect(expectSuccess(await runWithInputs({ comment: 'false' })).outputs.changes).toBe('0');
  });

  itInFull('counts what was lost for good', async () => {
    await applyDefinition();
    writeDefinition(TENANT.replace('  - name: helper\n', ''));
    expect(expectSuccess(await runWithInputs({})).outputs).toMatchObject({ changes: '1', destructive: '1' });
    expect(expectSuccess(await runWithInputs({ command: 'apply' })).outputs).toMatchObject({ changes: '1', destructive: '1' });
  });

  itInFull.each([
    ['plan-foreign', () => writeDefinition(TENANT.replace('helper', 'other'))],
    ['plan-stale', () => ann.request('POST', '/roles', { name: 'admin' })],
    [
      'plan-tampered',
      () =>
        writeFileSync(join(folder, 'plan.json'), readFileSync(join(folder, 'plan.json'), 'utf8').replace('"helper"', '"hacker"')),
    ],
    ['plan-unreadable', () => writeFileSync(join(folder, 'plan.json'), '')],
  ])('refuses it with %s', async (code, change) => {
    expectSuccess(await runWithInputs({}));
    await change();
    const before = countWrites();
    const finished = await runWithInputs({ command: 'apply' });
    expect(finished).toMatchObject({ conclusion: 'failure', outputs: { changes: '0', 'exit-code': '3' } });
    expect(finished.log).toMatch(/^::error title=tenon apply/m);
    expect(finished.summary).toContain(code);
    expect(countWrites()).toBe(before);
  });
});

describe('drift', () => {
  const changeByHand = async (description: string): Promise<void> => {
    const { body } = await ann.request('GET', '/roles?name_filter=admin');
    const [role] = Array.isArray(body) ? body : [];
    expect((await ann.request('PATCH', `/roles/${role.id}`, { description })).status).toBe(200);
  };

  itInFull('opens an issue, keeps it up to date and closes it when the drift is gone', async () => {
    await applyDefinition();
    expect(expectSuccess(await runWithInputs({ command: 'drift' })).outputs).toMatchObject({ changes: '0', 'exit-code': '0' });
    expect(github.writes).toEqual([]);
    await changeByHand('changed');
    expect(expectSuccess(await runWithInputs({ command: 'drift' })).outputs).toMatchObject({ changes: '1', 'exit-code': '2' });
    expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('Ann') }]);
    await changeByHand('changed again');
    expectSuccess(await runWithInputs({ command: 'drift' }));
    expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('changed again') }]);
    await changeByHand('May do all');
    expectSuccess(await runWithInputs({ command: 'drift' }));
    expect(github.issues).toMatchObject([{ state: 'closed' }]);
    await changeByHand('once more');
    expectSuccess(await runWithInputs({ command: 'drift' }));
    expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  itInFull('fails where no issue is to tell of it', async () => {
    await applyDefinition();
    await changeByHand('changed');
    const finished = await runWithInputs({ command: 'drift', issue: 'false' });
    expect(finished).toMatchObject({ conclusion: 'failure', outputs: { changes: '1', 'exit-code': '2' } });
    expect(github.writes).toEqual([]);
  });

  itInFull('leaves the issue open where nothing could be looked at', async () => {
    await applyDefinition();
    await changeByHand('changed');
    expectSuccess(await runWithInputs({ command: 'drift' }));
    const finished = await runWithInputs({ command: 'drift' }, { env: { AUTH0_CLIENT_SECRET: 'wrong' } });
    expect(finished).toMatchObject({ conclusion: 'failure', outputs: { 'exit-code': '1' } });
    expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('Ann') }]);
  });
});
