import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { buildSecretPlaces, Canaries } from '../support/canaries.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { createFaultSchedule } from '../support/fault-proxy.ts';
import { itInFull } from '../support/it-in-full.ts';
import { ALLOW_USER_LOSS, getFileMode, getRunFilePath, listRunsIn, parseJsonLines, readRunFile } from '../support/run-files.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { normalizeState, readCollection } from '../support/tenant-dump.ts';
import { TenantPipeline } from '../support/tenant-pipeline.ts';

const ROLES = 'roles:\n  - name: first\n  - name: second\n  - name: third\n';
const scene = setUpCliScene({
  'tenant.yaml': ROLES,
  'later.yaml': writeDefinitionYaml(createLaterDefinition()),
  'earlier.yaml': writeDefinitionYaml(createEarlierDefinition()),
});

const parseOperations = (text: string): readonly JsonObject[] => {
  const told: unknown = JSON.parse(text);
  const list: unknown = isObject(told) ? told.operations : [];
  return Array.isArray(list) ? list.filter(isObject) : [];
};
const getLastRun = (): string => listRunsIn(scene().folder).at(-1) ?? '';

/** Everything below .tenon/runs and .tenon/backups as text. */
const readAllFiles = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

describe('a run', () => {
  it('leaves its plan, the state before, a journal and its result, for its owner alone', async () => {
    expect((await scene().run(['apply', 'earlier.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    const { folder } = scene();
    expect(listRunsIn(folder)).toHaveLength(2);
    expect(getFileMode(getRunFilePath(folder, getLastRun(), ''))).toBe(0o700);
    for (const name of ['plan.json', 'before.json', 'journal.jsonl', 'result.json'] as const)
      expect([name, getFileMode(getRunFilePath(folder, getLastRun(), name))]).toEqual([name, 0o600]);
    const before: unknown = JSON.parse(readRunFile(folder, getLastRun(), 'before.json'));
    expect(JSON.stringify(before)).toContain('"description":"old"');
    const entries = parseJsonLines(readRunFile(folder, getLastRun(), 'journal.jsonl'));
    const began = entries.filter(({ entry }) => entry === 'began').map(({ id }) => id);
    expect(new Set(entries.filter(({ entry }) => entry === 'ended').map(({ id }) => id))).toEqual(new Set(began));
    expect(began).toHaveLength(parseOperations(readRunFile(folder, getLastRun(), 'result.json')).length);
  });

  it('of nothing to do leaves nothing', async () => {
    await scene().run(['apply', '--yes']);
    await scene().run(['apply', '--yes']);
    expect(listRunsIn(scene().folder)).toHaveLength(1);
  });

  it('is not begun where its journal cannot be written', async () => {
    mkdirSync(join(scene().folder, '.tenon'));
    writeFileSync(join(scene().folder, '.tenon', 'runs'), 'in the way');
    const { code, stderr } = await scene().run(['apply', '--yes']);
    expect(code).toBe(3);
    expect(stderr).toContain('run-unwritable');
    expect(scene().listWrites()).toEqual([]);
  });

  itInFull('holds no secret, nor does a backup', async () => {
    const canaries = new Canaries('r');
    const resources = [
      ...buildSecretPlaces('clients', { name: 'Secretive', app_type: 'non_interactive' }, canaries),
      ...buildSecretPlaces('connections', { name: 'google', strategy: 'google-oauth2' }, canaries),
    ].map((fields, index) => ({ ...fields, name: `${String(fields.name)}-${index}` }));
    const types = resources.map((fields) => declareResource('strategy' in fields ? 'connections' : 'clients', fields));
    scene().write('secret.yaml', writeDefinitionYaml(createDefinition(types)));
    const applied = await scene().run(['apply', 'secret.yaml', '--yes']);
    scene().write('secret.yaml', writeDefinitionYaml(createDefinition(types)).replaceAll('canaryr', 'canaryR'));
    const again = await scene().run(['apply', 'secret.yaml', '--yes']);
    const back = await scene().run(['rollback', getLastRun(), '--out', 'back.json', ...ALLOW_USER_LOSS]);
    const saved = await scene().run(['backup']);
    const said = [applied, again, back, saved].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    const text = `${readAllFiles(join(scene().folder, '.tenon'))}\n${scene().read('back.json')}\n${said}`;
    // Some of these the tenant refuses: a failure has no secret in it either.
    expect([0, 4]).toContain(again.code);
    expect(readRunFile(scene().folder, getLastRun(), 'before.json')).toContain('(secret)');
    expect(canaries.cores.length).toBeGreaterThan(2);
    expect(canaries.findLeaks(text.replaceAll('canaryR', 'canaryr'))).toEqual([]);
  });
});

describe('after a failure', () => {
  it.each([
    ['--keep-going', 2],
    ['--fail-fast', 0],
  ] as const)('%s', async (flag, done) => {
    scene().proxy.chooseFault = createFaultSchedule(new Map([[1, 'quoted']]));
    const { code, stdout } = await scene().run(['apply', '--yes', flag, '--format', 'json', '--max-rate', '5']);
    const operations = parseOperations(stdout);
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
    expect(list).toMatchObject([{ run: getLastRun(), outcome: 'complete', done: 3, failed: 0, open: 0, notStarted: 0 }]);
    const one = await scene().run(['runs', getLastRun(), '--format', 'json']);
    expect(parseOperations(one.stdout).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  it('tells a run that was cut short by its journal, whose last line may be torn', async () => {
    await scene().run(['apply', '--yes']);
    const { folder } = scene();
    rmSync(getRunFilePath(folder, getLastRun(), 'result.json'));
    const lines = readRunFile(folder, getLastRun(), 'journal.jsonl').split('\n').filter(Boolean);
    const began = lines.filter((line) => line.includes('"began"'));
    const ended = lines.find((line) => line.includes('"ended"')) ?? '';
    writeFileSync(
      getRunFilePath(folder, getLastRun(), 'journal.jsonl'),
      `${[lines[0], ...began.slice(0, 2), ended].join('\n')}\n{"at":"2026`,
    );
    const { code, stdout } = await scene().run(['runs', getLastRun(), '--format', 'json']);
    expect(code).toBe(0);
    expect(
      parseOperations(stdout)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['done', 'failed', 'not started']);
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ outcome: 'cut short', done: 1, failed: 0, open: 1, notStarted: 1 }]);
    expect(parseOperations(stdout).filter(({ status }) => status === 'failed')).toMatchObject([
      { problems: [{ code: 'outcome-unknown', place: { kind: 'address' } }] },
    ]);
    // The list and the run itself count alike, in every form.
    const listed = (await scene().run(['runs'])).stdout;
    const counts = /\b1 \S[^,·<]*, 1 \S[^,·<]*, 1 \w[\w ]*\w/.exec(listed)?.[0] ?? 'nothing is counted';
    scene().write('result.json', stdout);
    for (const format of ['text', 'markdown', 'html']) {
      const shown = (await scene().run(['show', 'result.json', '--format', format])).stdout;
      expect({ format, counted: shown.includes(counts), next: shown.includes(`tenon apply --resume ${getLastRun()}`) }).toEqual({
        format,
        counted: true,
        next: true,
      });
    }
    expect((await scene().run(['runs', getLastRun()])).stdout).toContain(counts);
  });

  it('counts an answer that was lost for good as unknown, too', async () => {
    await scene().run(['apply', '--yes']);
    const result: unknown = JSON.parse(readRunFile(scene().folder, getLastRun(), 'result.json'));
    const [first, ...others] = isObject(result) && Array.isArray(result.operations) ? result.operations : [];
    const problems = [{ code: 'outcome-unknown', severity: 'error', message: 'lost' }];
    const operations = [{ ...first, status: 'failed', problems }, ...others];
    writeFileSync(getRunFilePath(scene().folder, getLastRun(), 'result.json'), JSON.stringify({ ...Object(result), operations }));
    const journal = readRunFile(scene().folder, getLastRun(), 'journal.jsonl').split('\n');
    const failed = journal.map((line) =>
      line.includes('"ended"') && line.includes(first.id) ? line.replace('"done"', '"failed"') : line,
    );
    writeFileSync(getRunFilePath(scene().folder, getLastRun(), 'journal.jsonl'), failed.join('\n'));
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ outcome: 'incomplete', done: 2, failed: 0, open: 1, notStarted: 0 }]);
    expect((await scene().run(['runs', getLastRun()])).stdout).toMatch(/\b2 \S[^,]*, 1 /);
  });

  it('says which run it cannot read', async () => {
    await scene().run(['apply', '--yes']);
    appendFileSync(getRunFilePath(scene().folder, getLastRun(), 'journal.jsonl'), 'damaged\n{}\n');
    expect((await scene().run(['runs', getLastRun()])).stderr).toContain('run-unreadable');
    expect((await scene().run(['runs', '../../etc'])).stderr).toContain('run-unknown');
    expect((await scene().run(['rollback', 'tenon-20260101000000-00000000'])).stderr).toContain('run-unknown');
  });
});

describe('the way back', () => {
  const applyEarlier = async (): Promise<readonly string[]> => {
    expect((await scene().run(['apply', 'earlier.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    return normalizeState(scene().emulator.dump());
  };

  it('from a run is planned, saved, shown and applied like any other', async () => {
    const was = await applyEarlier();
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    const from = scene().listWrites().length;
    const planned = await scene().run(['rollback', getLastRun(), '--out', 'back.json', ...ALLOW_USER_LOSS]);
    expect(planned).toMatchObject({ code: 0 });
    expect(scene().listWrites()).toHaveLength(from);
    expect(planned.stdout).toContain('clients/Goes');
    expect((await scene().run(['show', 'back.json'])).code).toBe(0);
    expect((await scene().run(['apply', '--plan', 'back.json', '--yes'])).code).toBe(0);
    expect(normalizeState(scene().emulator.dump())).toEqual(was);
  });

  itInFull('also undoes what a run had begun when it was cut short', async () => {
    const was = await applyEarlier();
    const child = scene().start(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS]);
    scene().proxy.chooseFault = createFaultSchedule(new Map());
    let writes = 0;
    scene().proxy.chooseFault = ({ method, path }) => {
      if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
      writes += 1;
      if (writes === 9) child.kill('SIGKILL');
      return undefined;
    };
    await new Promise((resolve) => child.once('close', resolve));
    scene().proxy.clear();
    const { code, stderr } = await scene().run(['rollback', getLastRun(), '--yes', ...ALLOW_USER_LOSS]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(normalizeState(scene().emulator.dump())).toEqual(was);
  });

  itInFull('from a whole tenant to its backup', async () => {
    const was = await applyEarlier();
    expect((await scene().run(['backup', '--out', 'backup.json'])).code).toBe(0);
    expect(getFileMode(join(scene().folder, 'backup.json'))).toBe(0o600);
    expect((await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    expect((await scene().run(['restore', 'backup.json', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    // What the backup does not have stays, until it is said that it may go.
    expect(readCollection(scene().emulator.dump(), 'roles').map(([, { name }]) => name)).toContain('new');
    const pruned = await scene().run(['restore', 'backup.json', '--prune', '--yes', ...ALLOW_USER_LOSS]);
    expect(pruned).toMatchObject({ code: 0, stderr: '' });
    expect(normalizeState(scene().emulator.dump())).toEqual(was);
    expect((await scene().run(['restore', 'back.json'])).stderr).toContain('snapshot-unreadable');
  });

  itInFull('leads to no other tenant', async () => {
    await applyEarlier();
    await scene().run(['backup', '--out', 'backup.json']);
    scene().write('backup.json', scene().read('backup.json').replace('"tenant": "', '"tenant": "other-'));
    const { code, stdout } = await scene().run(['restore', 'backup.json', '--yes', ...ALLOW_USER_LOSS]);
    expect(code).toBe(3);
    expect(stdout).toContain('guard-tenant');
  });
});

describe('--resume', () => {
  itInFull('is refused where somebody else has changed what the run touched', async () => {
    const child = scene().start(['apply', '--yes', '--max-rate', '5']);
    let writes = 0;
    scene().proxy.chooseFault = ({ method, path }) => {
      if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
      writes += 1;
      if (writes === 2) child.kill('SIGKILL');
      return writes === 1 ? undefined : 'lost before';
    };
    await new Promise((resolve) => child.once('close', resolve));
    scene().proxy.clear();
    const run = getLastRun();
    const at = new TenantPipeline(scene().emulator);
    for (const [id] of readCollection(scene().emulator.dump(), 'roles'))
      await at.api.send({ method: 'DELETE', path: `/roles/${id}` });
    await at.api.close();
    const from = scene().listWrites().length;
    // The first role was made, and is gone.
    const { code, stderr } = await scene().run(['apply', '--resume', run, '--yes', ...ALLOW_USER_LOSS]);
    expect({ code, stale: stderr.includes('plan-stale') }).toEqual({ code: 3, stale: true });
    expect(scene().listWrites()).toHaveLength(from);
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  });

  it('is refused with another definition', async () => {
    await scene().run(['apply', '--yes']);
    scene().write('tenant.yaml', `${ROLES}  - name: fourth\n`);
    const { code, stderr } = await scene().run(['apply', '--resume', getLastRun(), '--yes']);
    expect({ code, foreign: stderr.includes('plan-foreign') }).toEqual({ code: 3, foreign: true });
  });
});
