import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { asYaml } from '../support/as-yaml.ts';
import { Canaries, secretPlaces } from '../support/canaries.ts';
import { Emulated } from '../support/emulated.ts';
import { earlier, later } from '../support/every-kind.ts';
import { faultsAt } from '../support/proxy.ts';
import { ALLOW, modeOf, objectsIn, readRunFile, runFile, runsIn } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';
import { collection, normalState } from '../support/state.ts';
import { declared, definitionOf } from '../support/tenants.ts';

const ROLES = 'roles:\n  - name: first\n  - name: second\n  - name: third\n';
const scene = cliScene({ 'tenant.yaml': ROLES, 'later.yaml': asYaml(later()), 'earlier.yaml': asYaml(earlier()) });

const operationsIn = (text: string): readonly JsonObject[] => {
  const told: unknown = JSON.parse(text);
  const list: unknown = isObject(told) ? told.operations : [];
  return Array.isArray(list) ? list.filter(isObject) : [];
};
const last = (): string => runsIn(scene().folder).at(-1) ?? '';

/** Everything below .tenon/runs and .tenon/backups as text. */
const allFiles = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

describe('a run', () => {
  it('leaves its plan, the state before, a journal and its result, for its owner alone', async () => {
    expect((await scene().run(['apply', 'earlier.yaml', '--yes', ...ALLOW])).code).toBe(0);
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW])).code).toBe(0);
    const { folder } = scene();
    expect(runsIn(folder)).toHaveLength(2);
    expect(modeOf(runFile(folder, last(), ''))).toBe(0o700);
    for (const name of ['plan.json', 'before.json', 'journal.jsonl', 'result.json'] as const)
      expect([name, modeOf(runFile(folder, last(), name))]).toEqual([name, 0o600]);
    const before: unknown = JSON.parse(readRunFile(folder, last(), 'before.json'));
    expect(JSON.stringify(before)).toContain('"description":"old"');
    const entries = objectsIn(readRunFile(folder, last(), 'journal.jsonl'));
    const began = entries.filter(({ entry }) => entry === 'began').map(({ id }) => id);
    expect(new Set(entries.filter(({ entry }) => entry === 'ended').map(({ id }) => id))).toEqual(new Set(began));
    expect(began).toHaveLength(operationsIn(readRunFile(folder, last(), 'result.json')).length);
  });

  it('of nothing to do leaves nothing', async () => {
    await scene().run(['apply', '--yes']);
    await scene().run(['apply', '--yes']);
    expect(runsIn(scene().folder)).toHaveLength(1);
  });

  it('is not begun where its journal cannot be written', async () => {
    mkdirSync(join(scene().folder, '.tenon'));
    writeFileSync(join(scene().folder, '.tenon', 'runs'), 'in the way');
    const { code, stderr } = await scene().run(['apply', '--yes']);
    expect(code).toBe(3);
    expect(stderr).toContain('run-unwritable');
    expect(scene().writes()).toEqual([]);
  });

  it('holds no secret, nor does a backup', async () => {
    const canaries = new Canaries('r');
    const resources = [
      ...secretPlaces('clients', { name: 'Secretive', app_type: 'non_interactive' }, canaries),
      ...secretPlaces('connections', { name: 'google', strategy: 'google-oauth2' }, canaries),
    ].map((fields, index) => ({ ...fields, name: `${String(fields.name)}-${index}` }));
    const types = resources.map((fields) => declared('strategy' in fields ? 'connections' : 'clients', fields));
    scene().write('secret.yaml', asYaml(definitionOf(types)));
    const applied = await scene().run(['apply', 'secret.yaml', '--yes']);
    scene().write('secret.yaml', asYaml(definitionOf(types)).replaceAll('canaryr', 'canaryR'));
    const again = await scene().run(['apply', 'secret.yaml', '--yes']);
    const back = await scene().run(['rollback', last(), '--out', 'back.json', ...ALLOW]);
    const saved = await scene().run(['backup']);
    const said = [applied, again, back, saved].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    const text = `${allFiles(join(scene().folder, '.tenon'))}\n${scene().read('back.json')}\n${said}`;
    // Some of these the tenant refuses: a failure has no secret in it either.
    expect([0, 4]).toContain(again.code);
    expect(readRunFile(scene().folder, last(), 'before.json')).toContain('(secret)');
    expect(canaries.cores.length).toBeGreaterThan(2);
    expect(canaries.seenIn(text.replaceAll('canaryR', 'canaryr'))).toEqual([]);
  });
});

describe('after a failure', () => {
  it.each([
    ['--keep-going', 2],
    ['--fail-fast', 0],
  ] as const)('%s', async (flag, done) => {
    scene().proxy.misbehave = faultsAt(new Map([[1, 'quoted']]));
    const { code, stdout } = await scene().run(['apply', '--yes', flag, '--format', 'json', '--max-rate', '1']);
    const operations = operationsIn(stdout);
    expect(operations.filter(({ status }) => status === 'failed')).toHaveLength(1);
    // Those that were under way with it are finished.
    expect(operations.filter(({ status }) => status === 'done').length).toBeGreaterThanOrEqual(done);
    expect([1, 4]).toContain(code);
  });
});

describe('tenon runs', () => {
  it('lists runs, the newest first, and tells one', async () => {
    await scene().run(['apply', '--yes']);
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ run: last(), outcome: 'complete', done: 3, failed: 0, open: 0, notStarted: 0 }]);
    const one = await scene().run(['runs', last(), '--format', 'json']);
    expect(operationsIn(one.stdout).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  it('tells a run that was cut short by its journal, whose last line may be torn', async () => {
    await scene().run(['apply', '--yes']);
    const { folder } = scene();
    rmSync(runFile(folder, last(), 'result.json'));
    const lines = readRunFile(folder, last(), 'journal.jsonl').split('\n').filter(Boolean);
    const began = lines.filter((line) => line.includes('"began"'));
    const ended = lines.find((line) => line.includes('"ended"')) ?? '';
    writeFileSync(runFile(folder, last(), 'journal.jsonl'), `${[lines[0], ...began.slice(0, 2), ended].join('\n')}\n{"at":"2026`);
    const { code, stdout } = await scene().run(['runs', last(), '--format', 'json']);
    expect(code).toBe(0);
    expect(
      operationsIn(stdout)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['done', 'failed', 'not started']);
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ outcome: 'cut short', done: 1, failed: 0, open: 1, notStarted: 1 }]);
    expect(operationsIn(stdout).filter(({ status }) => status === 'failed')).toMatchObject([
      { problems: [{ code: 'outcome-unknown', place: { kind: 'address' } }] },
    ]);
    // The list and the run itself count alike, in every form.
    const listed = (await scene().run(['runs'])).stdout;
    const counts = /\b1 \S[^,·<]*, 1 \S[^,·<]*, 1 \w[\w ]*\w/.exec(listed)?.[0] ?? 'nothing is counted';
    scene().write('result.json', stdout);
    for (const format of ['text', 'markdown', 'html']) {
      const shown = (await scene().run(['show', 'result.json', '--format', format])).stdout;
      expect({ format, counted: shown.includes(counts), next: shown.includes(`tenon apply --resume ${last()}`) }).toEqual({
        format,
        counted: true,
        next: true,
      });
    }
    expect((await scene().run(['runs', last()])).stdout).toContain(counts);
  });

  it('counts an answer that was lost for good as unknown, too', async () => {
    await scene().run(['apply', '--yes']);
    const result: unknown = JSON.parse(readRunFile(scene().folder, last(), 'result.json'));
    const [first, ...others] = isObject(result) && Array.isArray(result.operations) ? result.operations : [];
    const problems = [{ code: 'outcome-unknown', severity: 'error', message: 'lost' }];
    const operations = [{ ...first, status: 'failed', problems }, ...others];
    writeFileSync(runFile(scene().folder, last(), 'result.json'), JSON.stringify({ ...Object(result), operations }));
    const journal = readRunFile(scene().folder, last(), 'journal.jsonl').split('\n');
    const failed = journal.map((line) =>
      line.includes('"ended"') && line.includes(first.id) ? line.replace('"done"', '"failed"') : line,
    );
    writeFileSync(runFile(scene().folder, last(), 'journal.jsonl'), failed.join('\n'));
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ outcome: 'incomplete', done: 2, failed: 0, open: 1, notStarted: 0 }]);
    expect((await scene().run(['runs', last()])).stdout).toMatch(/\b2 \S[^,]*, 1 /);
  });

  it('says which run it cannot read', async () => {
    await scene().run(['apply', '--yes']);
    appendFileSync(runFile(scene().folder, last(), 'journal.jsonl'), 'damaged\n{}\n');
    expect((await scene().run(['runs', last()])).stderr).toContain('run-unreadable');
    expect((await scene().run(['runs', '../../etc'])).stderr).toContain('run-unknown');
    expect((await scene().run(['rollback', 'tenon-20260101000000-00000000'])).stderr).toContain('run-unknown');
  });
});

describe('the way back', () => {
  const ready = async (): Promise<readonly string[]> => {
    expect((await scene().run(['apply', 'earlier.yaml', '--yes', ...ALLOW])).code).toBe(0);
    return normalState(scene().emulator.dump());
  };

  it('from a run is planned, saved, shown and applied like any other', async () => {
    const was = await ready();
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW])).code).toBe(0);
    const from = scene().writes().length;
    const planned = await scene().run(['rollback', last(), '--out', 'back.json', ...ALLOW]);
    expect(planned).toMatchObject({ code: 0 });
    expect(scene().writes()).toHaveLength(from);
    expect(planned.stdout).toContain('clients/Goes');
    expect((await scene().run(['show', 'back.json'])).code).toBe(0);
    expect((await scene().run(['apply', '--plan', 'back.json', '--yes'])).code).toBe(0);
    expect(normalState(scene().emulator.dump())).toEqual(was);
  });

  it('also undoes what a run had begun when it was cut short', async () => {
    const was = await ready();
    const child = scene().start(['apply', 'later.yaml', '--yes', ...ALLOW]);
    scene().proxy.misbehave = faultsAt(new Map());
    let writes = 0;
    scene().proxy.misbehave = ({ method, path }) => {
      if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
      writes += 1;
      if (writes === 9) child.kill('SIGKILL');
      return undefined;
    };
    await new Promise((resolve) => child.once('close', resolve));
    scene().proxy.clear();
    const { code, stderr } = await scene().run(['rollback', last(), '--yes', ...ALLOW]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(normalState(scene().emulator.dump())).toEqual(was);
  });

  it('from a whole tenant to its backup', async () => {
    const was = await ready();
    expect((await scene().run(['backup', '--out', 'backup.json'])).code).toBe(0);
    expect(modeOf(join(scene().folder, 'backup.json'))).toBe(0o600);
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW])).code).toBe(0);
    expect((await scene().run(['restore', 'backup.json', '--yes', ...ALLOW])).code).toBe(0);
    // What the backup does not have stays, until it is said that it may go.
    expect(collection(scene().emulator.dump(), 'roles').map(([, { name }]) => name)).toContain('new');
    const pruned = await scene().run(['restore', 'backup.json', '--prune', '--yes', ...ALLOW]);
    expect(pruned).toMatchObject({ code: 0, stderr: '' });
    expect(normalState(scene().emulator.dump())).toEqual(was);
    expect((await scene().run(['restore', 'back.json'])).stderr).toContain('snapshot-unreadable');
  });

  it('leads to no other tenant', async () => {
    await ready();
    await scene().run(['backup', '--out', 'backup.json']);
    scene().write('backup.json', scene().read('backup.json').replace('"tenant": "', '"tenant": "other-'));
    const { code, stdout } = await scene().run(['restore', 'backup.json', '--yes', ...ALLOW]);
    expect(code).toBe(3);
    expect(stdout).toContain('guard-tenant');
  });
});

describe('--resume', () => {
  it('is refused where somebody else has changed what the run touched', async () => {
    const child = scene().start(['apply', '--yes', '--max-rate', '5']);
    let writes = 0;
    scene().proxy.misbehave = ({ method, path }) => {
      if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
      writes += 1;
      if (writes === 2) child.kill('SIGKILL');
      return writes === 1 ? undefined : 'lost before';
    };
    await new Promise((resolve) => child.once('close', resolve));
    scene().proxy.clear();
    const run = last();
    const at = new Emulated(scene().emulator);
    for (const [id] of collection(scene().emulator.dump(), 'roles'))
      await at.api.send({ method: 'DELETE', path: `/roles/${id}` });
    await at.api.close();
    const from = scene().writes().length;
    // The first role was made, and is gone.
    const { code, stderr } = await scene().run(['apply', '--resume', run, '--yes', ...ALLOW]);
    expect({ code, stale: stderr.includes('plan-stale') }).toEqual({ code: 3, stale: true });
    expect(scene().writes()).toHaveLength(from);
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  });

  it('is refused with another definition', async () => {
    await scene().run(['apply', '--yes']);
    scene().write('tenant.yaml', `${ROLES}  - name: fourth\n`);
    const { code, stderr } = await scene().run(['apply', '--resume', last(), '--yes']);
    expect({ code, foreign: stderr.includes('plan-foreign') }).toEqual({ code: 3, foreign: true });
  });
});
