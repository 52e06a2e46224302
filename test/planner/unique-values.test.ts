import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const buildAcl = (description: string, priority: number): JsonObject => ({
  description,
  priority,
  active: true,
  rule: { scope: 'tenant', action: { block: true }, match: { asns: [1] } },
});
const buildLiveAcls = (rules: Readonly<Record<string, number>>) =>
  Object.entries(rules).map(([name, priority]) =>
    createLiveResource(`acl_${name}`, { id: `acl_${name}`, ...buildAcl(name, priority) }),
  );
const declareAcls = (rules: Readonly<Record<string, number>>) =>
  Object.entries(rules).map(([name, priority]) => declareResource('networkACLs', buildAcl(name, priority)));
const listPriorities = (plan: ReturnType<typeof planOrFail>) =>
  plan.operations.map(({ requests }) => JSON.stringify(requests.at(-1)?.body).match(/"priority":(\d+)/)?.[1]);

describe('values that only one resource may have', () => {
  it('shift from the free end', () => {
    const plan = planOrFail(
      createDefinition(declareAcls({ a: 2, b: 3, c: 4 })),
      createSnapshot({ networkACLs: buildLiveAcls({ a: 1, b: 2, c: 3 }) }),
    );
    expect(listOperationIds(plan)).toEqual(['update networkACLs/c', 'update networkACLs/b', 'update networkACLs/a']);
    expectOrder(plan, 'update networkACLs/b', 'update networkACLs/a');
  });

  it('are swapped by way of one that nobody has', () => {
    const plan = planOrFail(
      createDefinition(declareAcls({ a: 2, b: 1 })),
      createSnapshot({ networkACLs: buildLiveAcls({ a: 1, b: 2, other: 100 }) }),
    );
    expect(listPriorities(plan)).toEqual(['99', '1', '2']);
    expect(plan.operations).toHaveLength(3);
  });

  it('of several rings get a spare value each', () => {
    const now = buildLiveAcls({ a: 1, b: 2, c: 3, d: 4 });
    const plan = planOrFail(createDefinition(declareAcls({ a: 2, b: 1, c: 4, d: 3 })), createSnapshot({ networkACLs: now }));
    const spares = listPriorities(plan).filter((priority) => Number(priority) > 4);
    expect(new Set(spares).size).toBe(2);
  });

  it('are taken by a create only after an update or a delete has freed them', () => {
    const snapshot = createSnapshot({ networkACLs: buildLiveAcls({ a: 1, gone: 5 }) });
    const prune = {
      prune: ['networkACLs'],
      limits: { delete: { kind: 'share', percent: 100 }, update: { kind: 'share', percent: 100 } },
    } as const;
    const plan = planOrFail(createDefinition(declareAcls({ a: 7, fresh: 1, late: 5 }), prune), snapshot);
    expectOrder(plan, 'update networkACLs/a', 'create networkACLs/fresh');
    expectOrder(plan, 'delete networkACLs/gone', 'create networkACLs/late');
  });

  it('move between lists: released first', () => {
    const buildLiveClient = (id: string, name: string, aliases: readonly string[]) =>
      createLiveResource(id, { client_id: id, name, client_aliases: aliases });
    const snapshot = createSnapshot({ clients: [buildLiveClient('1', 'A', ['x']), buildLiveClient('2', 'B', ['y'])] });
    const plan = planOrFail(
      createDefinition([
        declareResource('clients', { name: 'A', client_aliases: ['y'] }),
        declareResource('clients', { name: 'B', client_aliases: ['x'] }),
      ]),
      snapshot,
    );
    expect(plan.operations.map(({ requests }) => requests.at(-1)?.body)).toEqual([
      { client_aliases: [] },
      { client_aliases: ['x'] },
      { client_aliases: ['y'] },
    ]);
  });

  it('move between organizations: unlinked first', () => {
    const buildLiveOrganization = (name: string, domains: readonly string[]) =>
      createLiveResource(
        name,
        { id: name, name },
        { discovery_domains: domains.map((domain, n) => ({ id: `${name}${n}`, domain, status: 'pending' })) },
      );
    const declareOrganization = (name: string, domains: readonly string[]) =>
      declareResource('organizations', { name }, { relations: { discovery_domains: domains.map((domain) => ({ domain })) } });
    const plan = planOrFail(
      createDefinition([declareOrganization('a', ['acme.test']), declareOrganization('b', [])]),
      createSnapshot({ organizations: [buildLiveOrganization('a', []), buildLiveOrganization('b', ['acme.test'])] }),
    );
    expectOrder(plan, 'unlink organizations/b discovery_domains', 'link organizations/a discovery_domains');
  });

  it('of a live resource that nobody declares are refused, with the way to rename it', () => {
    const found = findPlanProblems(
      createDefinition(declareAcls({ fresh: 1 })),
      createSnapshot({ networkACLs: buildLiveAcls({ old: 1 }) }),
    );
    expect(found).toMatchObject([{ code: 'unique-value-taken', place: { address: 'networkACLs/fresh', pointer: '/priority' } }]);
    expect(found[0]?.hint).toContain('$renamed_from: old');
  });
});
