import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../docs/pages.ts';
import { findRefusals } from '../schemas/schema-helpers.ts';
import { runCli } from '../support/cli.ts';
import { listStates, setUpFleetScene } from '../support/fleet-scene.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const scene = setUpFleetScene(['acme', 'beta', 'gamma']);

const listWrites = (name: string): readonly string[] =>
  (scene().emulators.get(name)?.requests() ?? [])
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')
    .map(({ method, path }) => `${method} ${path}`);

const REFUSED = { status: 400, body: { statusCode: 400, error: 'Bad Request', message: 'Payload validation error' } } as const;

it('plans all tenants, applies exactly these plans, and all are in sync', async () => {
  const planned = await scene().report(['plan', '--all', '--detailed-exitcode', '--out', 'plans']);
  expect(planned.code).toBe(2);
  expect(listStates(planned.report)).toEqual(['acme: changes', 'beta: changes', 'gamma: changes']);
  expect(planned.report.tenants[0]?.counts).toEqual({ create: 2, update: 0, delete: 0 });
  expect(readdirSync(join(scene().folder, 'plans')).sort()).toEqual(['acme.plan.json', 'beta.plan.json', 'gamma.plan.json']);
  const applied = await scene().report(['apply', '--all', '--plan', 'plans', '--yes']);
  expect(applied.code).toBe(0);
  expect(listStates(applied.report)).toEqual(['acme: applied', 'beta: applied', 'gamma: applied']);
  const drift = await scene().report(['drift', '--all']);
  expect([drift.code, ...listStates(drift.report)]).toEqual([0, 'acme: in sync', 'beta: in sync', 'gamma: in sync']);
  const status = await scene().report(['status']);
  expect(status.report.tenants.map(({ state, lastRun }) => [state, lastRun?.outcome])).toEqual(
    Array(3).fill(['in sync', 'complete']),
  );
});

it('a report matches its schema', async () => {
  for (const args of [
    ['validate', '--all'],
    ['check', '--all'],
    ['plan', '--all'],
    ['apply', '--all', '--yes'],
    ['drift', '--all'],
    ['status'],
  ]) {
    const { report } = await scene().report(args);
    expect(findRefusals('fleet', report)).toEqual([]);
  }
});

it('a tenant with wrong credentials is a row, and the others are planned', async () => {
  const { code, report } = await scene().report(['plan', '--all'], { BETA_AUTH0_CLIENT_SECRET: 'wrong' });
  expect(code).toBe(1);
  expect(listStates(report)).toEqual(['acme: changes', 'beta: failed', 'gamma: changes']);
  expect(report.tenants[1]?.problems.map((problem) => problem.code)).toEqual(['credentials-refused']);
});

it('a canary that fails stops the others, which are named', async () => {
  scene()
    .emulators.get('acme')
    ?.setFaults({ rules: [{ method: 'POST', path: '/roles', fault: REFUSED }] });
  const { code, report } = await scene().report(['apply', '--all', '--yes', '--canary', '1']);
  expect(listStates(report).slice(1)).toEqual(['beta: not started', 'gamma: not started']);
  expect(report.tenants[1]?.because).toContain('acme');
  expect(code).not.toBe(0);
  expect([...listWrites('beta'), ...listWrites('gamma')]).toEqual([]);
});

it('--resume does the rest of a run, and does not plan again what is done', async () => {
  scene()
    .emulators.get('acme')
    ?.setFaults({ rules: [{ method: 'POST', path: '/roles', fault: REFUSED }] });
  const first = await scene().report(['apply', '--all', '--yes']);
  expect(listStates(first.report).slice(1)).toEqual(['beta: applied', 'gamma: applied']);
  expect(first.code).toBe(4);
  scene().emulators.get('acme')?.setFaults({ rules: [] });
  const before = scene().emulators.get('beta')?.requests().length;
  const second = await scene().report(['apply', '--all', '--yes', '--resume', first.report.run]);
  expect([second.code, ...listStates(second.report)]).toEqual([0, 'acme: applied', 'beta: applied', 'gamma: applied']);
  expect(scene().emulators.get('beta')?.requests().length).toBe(before);
});

it('without --yes and a terminal nothing is changed', async () => {
  const { code, stderr } = await scene().run(['apply', '--all']);
  expect(code).toBe(3);
  expect(stderr).toContain('error[not-confirmed]');
  expect(['acme', 'beta', 'gamma'].flatMap(listWrites)).toEqual([]);
});

it('shards divide the tenants, and the matrix lists the shards', async () => {
  const matrix = await scene().run(['matrix', '--shards', '2']);
  const shards: readonly string[] = JSON.parse(matrix.stdout);
  const names = [];
  for (const shard of shards) names.push(...listStates((await scene().report(['validate', '--all', '--shard', shard])).report));
  expect(shards).toEqual(['1/2', '2/2']);
  expect(names.sort()).toEqual(['acme: valid', 'beta: valid', 'gamma: valid']);
});

it('a flag for one tenant is refused for several', async () => {
  for (const flags of [
    ['--against', 'git:HEAD'],
    ['--events', 'events.jsonl'],
    ['--format', 'github'],
  ]) {
    const { code, stderr } = await scene().run(['plan', '--all', ...flags]);
    expect([code, stderr.includes('error[usage]')]).toEqual([1, true]);
  }
  expect(existsSync(join(scene().folder, '.tenon'))).toBe(false);
});

it('--env with several matches works on these, and equal changes are shown once', async () => {
  scene().write('tenant.yaml', 'roles:\n  - name: Viewer\n    description: Sees shipments\n');
  const { stdout } = await scene().run(['plan', '--env', '*a', '--format', 'text']);
  expect(stdout.match(/roles\/Viewer/g)).toHaveLength(1);
  const { report } = await scene().report(['plan', '--env', 'acme', '--env', 'gamma']);
  expect(listStates(report)).toEqual(['acme: changes', 'gamma: changes']);
});

it('each format names every tenant', async () => {
  for (const format of ['text', 'markdown', 'html']) {
    const { stdout } = await scene().run(['plan', '--all', '--format', format]);
    for (const name of ['acme', 'beta', 'gamma']) expect(stdout).toContain(name);
  }
});

it('examples/fleet is valid, and applied it plans empty', async () => {
  const folder = createTemporaryFolder({});
  cpSync(join(root, 'examples/fleet'), folder, { recursive: true });
  expect(await runCli(['validate', '--all'], { cwd: folder })).toMatchObject({ code: 0 });
  expect(await runCli(['apply', '--all', '--yes', '--emulator', '--canary', '1,50%'], { cwd: folder })).toMatchObject({
    code: 0,
  });
  expect(await runCli(['plan', '--all', '--emulator', '--detailed-exitcode'], { cwd: folder })).toMatchObject({ code: 0 });
});

it('names and values from outside cannot inject anything into a report', async () => {
  scene().write('tenant.yaml', 'roles:\n  - name: "<img src=x onerror=alert(1)>"\n    description: "\\e[31mred | **bold**"\n');
  const html = await scene().run(['plan', '--all', '--format', 'html']);
  expect(html.stdout).not.toContain('<img src=x');
  const text = await scene().run(['plan', '--all']);
  expect(text.stdout).not.toContain('\u001b');
});

it('a secret of the definition is in no report, plan file or journal', async () => {
  scene().write('tenant.yaml', 'clients:\n  - { name: Shop, app_type: regular_web, client_secret: "${secret:SHOP}" }\n');
  const canary = 'canary-7c1e55aa0b9d4f6e8a3b2c1d0e9f8a7b6c5d4e3f';
  const results = [];
  for (const args of [
    ['plan', '--all', '--out', 'plans'],
    ['plan', '--all', '--format', 'html'],
    ['apply', '--all', '--yes'],
    ['drift', '--all', '--out', 'drifts'],
  ])
    results.push(await scene().run(args, { SHOP: canary }));
  const files = readdirSync(scene().folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
  expect([...results.map(({ stdout, stderr }) => stdout + stderr), ...texts].filter((text) => text.includes(canary))).toEqual([]);
});
