import { describe, expect, it } from 'vitest';
import { buildNotStarted } from '../../src/applier/schedule/operation-queue.ts';
import { performAll } from '../../src/applier/schedule/schedule-operations.ts';
import type { ChangeOperation } from '../../src/model/plan/operation.ts';
import type { OperationResult } from '../../src/model/plan/result.ts';
import { createOperation } from '../support/plan-builders.ts';

const buildOperation = (action: ChangeOperation['action'], address: string, ...dependsOn: readonly string[]): ChangeOperation =>
  createOperation(action, address, { dependsOn });

interface ScheduleRun {
  readonly results: readonly OperationResult[];
  /** `+` when an operation begins, `-` when it ends. */
  readonly log: readonly string[];
}

/** Each operation ends when all others that can begin have begun. */
async function run(
  operations: readonly ChangeOperation[],
  how: { fails?: readonly string[]; stopAfter?: number; width?: number } = {},
): Promise<ScheduleRun> {
  const log: string[] = [];
  const results = await performAll({
    operations,
    concurrency: how.width ?? 8,
    getStopReason: () =>
      log.filter((line) => line.startsWith('+')).length >= (how.stopAfter ?? Number.POSITIVE_INFINITY)
        ? 'interrupted'
        : undefined,
    perform: async (each) => {
      log.push(`+ ${each.id}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`- ${each.id}`);
      const { because: _, ...known } = buildNotStarted(each, '');
      return { ...known, status: how.fails?.includes(each.id) ? 'failed' : 'done' };
    },
    performBatch: async (batch) => {
      log.push(`+ ${batch.map(({ id }) => id).join(' & ')}`);
      return batch.map((each) => ({ ...buildNotStarted(each, ''), status: 'done' }));
    },
  });
  return { results, log };
}

const getStatuses = ({ results }: ScheduleRun): Readonly<Record<string, string>> =>
  Object.fromEntries(results.map(({ id, status: how, because }) => [id, because === undefined ? how : `${how}: ${because}`]));

describe('operations', () => {
  it('begin in the order of the plan, as many at once as may be, and results come in that order too', async () => {
    const operations = ['a', 'b', 'c', 'd'].map((name) => buildOperation('create', `roles/${name}`));
    const { log, results } = await run(operations, { width: 2 });
    expect(log.slice(0, 2)).toEqual(['+ create roles/a', '+ create roles/b']);
    expect(log.filter((line) => line.startsWith('+'))).toEqual(operations.map(({ id }) => `+ ${id}`));
    expect(results.map(({ id }) => id)).toEqual(operations.map(({ id }) => id));
    let [under, most] = [0, 0];
    for (const line of log) {
      under += line.startsWith('+') ? 1 : -1;
      most = Math.max(most, under);
    }
    expect(most).toBe(2);
  });

  it('wait for what they depend on', async () => {
    const { log } = await run([buildOperation('create', 'clients/b', 'create clients/a'), buildOperation('create', 'clients/a')]);
    expect(log).toEqual(['+ create clients/a', '- create clients/a', '+ create clients/b', '- create clients/b']);
  });

  it('wait for every member of a group, and for none where it has none', async () => {
    const { log } = await run([
      buildOperation('delete', 'clients/a', 'delete connections/*', 'delete organizations/*'),
      buildOperation('delete', 'connections/a'),
      buildOperation('delete', 'connections/b'),
    ]);
    expect(log.indexOf('+ delete clients/a')).toBe(4);
  });

  it('are never two at once on one resource', async () => {
    const { log } = await run([
      createOperation('unlink', 'roles/a', { relation: 'permissions' }),
      createOperation('link', 'roles/a', { relation: 'permissions' }),
      buildOperation('create', 'roles/b'),
    ]);
    expect(log.slice(0, 2)).toEqual(['+ unlink roles/a permissions', '+ create roles/b']);
    expect(log.indexOf('+ link roles/a permissions')).toBeGreaterThan(log.indexOf('- unlink roles/a permissions'));
  });

  it('are all told of when there are none', async () => {
    expect((await run([])).results).toEqual([]);
  });
});

describe('a failure', () => {
  it('keeps back what waits for it, and what waits for that; everything else goes on', async () => {
    const ran = await run(
      [
        buildOperation('create', 'clients/a'),
        buildOperation('create', 'clientGrants/a', 'create clients/a'),
        buildOperation('create', 'organizations/a', 'create clientGrants/a'),
        buildOperation('create', 'roles/a'),
      ],
      { fails: ['create clients/a'] },
    );
    expect(getStatuses(ran)).toEqual({
      'create clients/a': 'failed',
      'create clientGrants/a': 'not started: waits for "create clients/a"',
      'create organizations/a': 'not started: waits for "create clientGrants/a"',
      'create roles/a': 'done',
    });
  });

  it('of one member keeps back who waits for the group', async () => {
    const ran = await run(
      [
        buildOperation('delete', 'connections/a', 'delete organizations/*'),
        buildOperation('delete', 'organizations/a'),
        buildOperation('delete', 'organizations/b'),
      ],
      {
        fails: ['delete organizations/b'],
      },
    );
    expect(getStatuses(ran)).toMatchObject({ 'delete connections/a': 'not started: waits for "delete organizations/b"' });
  });
});

describe('an interrupt', () => {
  it('lets what is under way end, and begins nothing new', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `roles/${n}`);
    const ran = await run(
      names.map((name) => buildOperation('create', name)),
      { stopAfter: 3, width: 3 },
    );
    const told = Object.values(getStatuses(ran));
    expect(told.filter((how) => how === 'done')).toHaveLength(3);
    expect(told.filter((how) => how === 'not started: interrupted')).toHaveLength(7);
  });

  it('before the first one begins nothing', async () => {
    expect(getStatuses(await run([buildOperation('create', 'roles/a')], { stopAfter: 0 }))).toEqual({
      'create roles/a': 'not started: interrupted',
    });
  });
});

it('a plan whose operations wait for each other ends, and says so', async () => {
  const ran = await run([
    buildOperation('create', 'clients/a', 'create clients/b'),
    buildOperation('create', 'clients/b', 'create clients/a'),
  ]);
  expect(Object.values(getStatuses(ran))).toEqual(Array.from({ length: 2 }, () => expect.stringMatching(/^not started: ./)));
});
