import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { readCollection } from '../support/tenant-dump.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const DATABASE = 'Username-Password-Authentication';
const POLLING = { readyPolling: { looks: 20, everyMs: 1 } };
const IMPORT = '/jobs/users-imports';

const declareUser = (number: number, more: object = {}) =>
  declareResource('users', { connection: DATABASE, email: `u${number}@acme.test`, ...more });
const declareUsers = (count: number, more: object = {}) => Array.from({ length: count }, (_, n) => declareUser(n, more));

const listStatuses = ({ operations }: Result): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { status, problems } of operations) {
    const name = [status, problems[0]?.code].filter(Boolean).join(' ');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};
const listImports = (from = 0) =>
  tenant()
    .listWrites(from)
    .filter(({ path }) => path.endsWith(IMPORT));
const countUsers = (): number => readCollection(tenant().emulator.dump(), 'users').length;

async function applyUnder(definition: Definition, rules: readonly FaultRule[]): Promise<Result> {
  const plan = await tenant().plan(definition);
  tenant().emulator.setFaults(rules);
  return tenant().apply(plan, definition, POLLING);
}

describe('many new users of one database', () => {
  it('are created by one job, which the plan has counted, and the ids that others need are known', async () => {
    const users = declareUsers(120).map((user, n) => (n === 7 ? { ...user, relations: { roles: ['Admin'] } } : user));
    const definition = createDefinition([declareResource('roles', { name: 'Admin' }), ...users]);
    const plan = await tenant().plan(definition);
    const from = tenant().listRequests().length;
    const result = await tenant().apply(plan, definition, POLLING);
    expect(listStatuses(result)).toEqual({ done: 122 });
    expect(
      tenant()
        .listWrites(from)
        .map(({ path }) =>
          path
            .split('/')
            .slice(3)
            .join('/')
            .replace(/auth0.*\//, ''),
        ),
    ).toEqual(['roles', 'jobs/users-imports', 'users/roles']);
    expect(result.requests).toEqual(plan.cost);
    expect(listChanges(await tenant().plan(definition))).toEqual([]);
  });

  it('are created one by one up to a hundred, and so are those with a password or a phone number', async () => {
    const definition = createDefinition([...declareUsers(100), declareUser(200, { password: 'Canary-4711-abc' })]);
    const plan = await tenant().plan(definition);
    expect(listChanges(plan).filter(({ requests }) => requests[0]?.batch)).toEqual([]);
    const more = createDefinition([...declareUsers(101), declareUser(200, { password: 'Canary-4711-abc' })]);
    const batched = listChanges(await tenant().plan(more)).filter(({ requests }) => requests[0]?.batch);
    expect(batched).toHaveLength(101);
  });

  it('wait for the links of their new database to a client', async () => {
    const database = declareResource(
      'connections',
      { name: 'people', strategy: 'auth0' },
      { relations: { enabled_clients: ['App'] } },
    );
    const users = Array.from({ length: 101 }, (_, n) =>
      declareResource('users', { connection: 'people', email: `p${n}@acme.test` }),
    );
    const definition = createDefinition([declareResource('clients', { name: 'App' }), database, ...users]);
    const result = await tenant().apply(await tenant().plan(definition), definition, POLLING);
    expect(listStatuses(result)).toEqual({ done: 104 });
  });

  it('are sent in files below the limit, and no more of them after an interrupt', async () => {
    const definition = createDefinition(declareUsers(120, { user_metadata: { note: 'x'.repeat(6000) } }));
    const plan = await tenant().plan(definition);
    const interrupt = new AbortController();
    const result = await tenant().apply(plan, definition, {
      ...POLLING,
      interrupt: interrupt.signal,
      onEvent: ({ kind }) => void (kind === 'finished' && interrupt.abort('enough')),
    });
    const { done = 0, 'not started': open = 0 } = listStatuses(result);
    expect([done > 0, open > 0, done + open, countUsers()]).toEqual([true, true, 120, done]);
    expect(listStatuses(await applyUnder(definition, []))).toEqual({ done: open });
  });
});

describe('a user with a hashed password', () => {
  const hash = `$2b$10$${'Canary4711'.repeat(5)}abc`;

  it('is created by a job even alone', async () => {
    const definition = createDefinition([declareUser(1, { password_hash: hash })]);
    expect(listStatuses(await applyUnder(definition, []))).toEqual({ done: 1 });
    expect(listImports()).toHaveLength(1);
  });

  it('whom the job refuses fails alone, and the hash is not shown', async () => {
    const wrong = declareUser(1, { password_hash: 'Canary-no-bcrypt' });
    const definition = createDefinition([declareUser(0, { password_hash: hash }), wrong]);
    const result = await applyUnder(definition, []);
    expect(listStatuses(result)).toEqual({ done: 1, 'failed import-failed': 1 });
    expect(JSON.stringify(result)).not.toContain('Canary');
  });

  it.each([
    ['without an email address', { connection: DATABASE, username: 'ada', password_hash: hash }],
    ['with a phone number', { connection: DATABASE, email: 'a@acme.test', phone_number: '+1555', password_hash: hash }],
  ])('is refused by the plan %s', async (_how, fields) => {
    const { problems } = await tenant().tryPlan(createDefinition([declareResource('users', fields)]));
    expect(problems.map(({ code }) => code)).toEqual(['not-importable']);
  });
});

describe('an import job', () => {
  const definition = createDefinition(declareUsers(101));
  const onImport = { method: 'POST', path: IMPORT } as const;

  it.each<readonly [string, readonly FaultRule[], number]>([
    ['whose start is executed and not answered', [{ ...onImport, nth: 1, fault: 'dropAfter' }], 1],
    ['whose start is answered with an error although it is executed', [{ ...onImport, nth: 1, fault: { errorAfter: 502 } }], 1],
    ['whose start is cut off', [{ ...onImport, nth: 1, fault: 'truncate' }], 1],
    ['whose start never arrives', [{ ...onImport, nth: 1, fault: 'dropBefore' }], 2],
    ['that has to wait for others', [{ ...onImport, times: 3, fault: { status: 429 } }], 4],
    ['that cannot be read for a while', [{ method: 'GET', path: '/jobs/{id}', times: 3, fault: { status: 503 } }], 1],
  ])('%s creates every user once', async (_what, rules, imports) => {
    expect(listStatuses(await applyUnder(definition, rules))).toEqual({ done: 101 });
    expect([countUsers(), listImports().length]).toEqual([101, imports]);
  });

  it('that fails half-way tells which users it did not create, and the next run creates them', async () => {
    const result = await applyUnder(definition, [{ ...onImport, nth: 1, fault: { failJobAfter: 40 } }]);
    expect(listStatuses(result)).toEqual({ done: 40, 'failed import-failed': 61 });
    expect(listStatuses(await applyUnder(definition, []))).toEqual({ done: 61 });
    expect(listChanges(await tenant().plan(definition))).toEqual([]);
  });

  it('that nobody can read is judged by the users who exist', async () => {
    const result = await applyUnder(definition, [{ method: 'GET', path: '/jobs/{id}', fault: { status: 403 } }]);
    const { done = 0, 'failed outcome-unknown': unknown = 0 } = listStatuses(result);
    expect([done + unknown, done > 0]).toEqual([101, true]);
  });

  it('that does not end leaves the outcome open', async () => {
    const busy = { status: 200, body: { id: 'job_1', status: 'processing' } };
    const rules: readonly FaultRule[] = [
      { ...onImport, fault: { status: 202, body: { id: 'job_1', status: 'pending' } } },
      { method: 'GET', path: '/jobs/{id}', fault: busy },
    ];
    expect(listStatuses(await applyUnder(definition, rules))).toEqual({ 'failed outcome-unknown': 101 });
  });

  it('whose start is lost for good leaves the outcome open where nobody can look', async () => {
    const rules: readonly FaultRule[] = [{ ...onImport, fault: 'dropBefore' }];
    expect(listStatuses(await applyUnder(definition, rules))).toEqual({ 'failed outcome-unknown': 101 });
    expect(countUsers()).toBe(0);
  });
});
