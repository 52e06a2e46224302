import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { expectOrder, ids, planned, problems } from './planning.ts';

const acl = (description: string, priority: number): JsonObject => ({
  description,
  priority,
  active: true,
  rule: { scope: 'tenant', action: { block: true }, match: { asns: [1] } },
});
const lives = (rules: Readonly<Record<string, number>>) =>
  Object.entries(rules).map(([name, priority]) => live(`acl_${name}`, { id: `acl_${name}`, ...acl(name, priority) }));
const wants = (rules: Readonly<Record<string, number>>) =>
  Object.entries(rules).map(([name, priority]) => declared('networkACLs', acl(name, priority)));
const priorities = (plan: ReturnType<typeof planned>) =>
  plan.operations.map(({ requests }) => JSON.stringify(requests.at(-1)?.body).match(/"priority":(\d+)/)?.[1]);

describe('values that only one resource may have', () => {
  it('shift from the free end', () => {
    const plan = planned(definitionOf(wants({ a: 2, b: 3, c: 4 })), snapshotOf({ networkACLs: lives({ a: 1, b: 2, c: 3 }) }));
    expect(ids(plan)).toEqual(['update networkACLs/c', 'update networkACLs/b', 'update networkACLs/a']);
    expectOrder(plan, 'update networkACLs/b', 'update networkACLs/a');
  });

  it('are swapped by way of one that nobody has', () => {
    const plan = planned(definitionOf(wants({ a: 2, b: 1 })), snapshotOf({ networkACLs: lives({ a: 1, b: 2, other: 100 }) }));
    expect(priorities(plan)).toEqual(['99', '1', '2']);
    expect(plan.operations).toHaveLength(3);
  });

  it('of several rings get a spare value each', () => {
    const now = lives({ a: 1, b: 2, c: 3, d: 4 });
    const plan = planned(definitionOf(wants({ a: 2, b: 1, c: 4, d: 3 })), snapshotOf({ networkACLs: now }));
    const spares = priorities(plan).filter((priority) => Number(priority) > 4);
    expect(new Set(spares).size).toBe(2);
  });

  it('are taken by a create only after an update or a delete has freed them', () => {
    const snapshot = snapshotOf({ networkACLs: lives({ a: 1, gone: 5 }) });
    const prune = {
      prune: ['networkACLs'],
      limits: { delete: { kind: 'share', percent: 100 }, update: { kind: 'share', percent: 100 } },
    } as const;
    const plan = planned(definitionOf(wants({ a: 7, fresh: 1, late: 5 }), prune), snapshot);
    expectOrder(plan, 'update networkACLs/a', 'create networkACLs/fresh');
    expectOrder(plan, 'delete networkACLs/gone', 'create networkACLs/late');
  });

  it('move between lists: released first', () => {
    const client = (id: string, name: string, aliases: readonly string[]) =>
      live(id, { client_id: id, name, client_aliases: aliases });
    const snapshot = snapshotOf({ clients: [client('1', 'A', ['x']), client('2', 'B', ['y'])] });
    const plan = planned(
      definitionOf([
        declared('clients', { name: 'A', client_aliases: ['y'] }),
        declared('clients', { name: 'B', client_aliases: ['x'] }),
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
    const organization = (name: string, domains: readonly string[]) =>
      live(
        name,
        { id: name, name },
        { discovery_domains: domains.map((domain, n) => ({ id: `${name}${n}`, domain, status: 'pending' })) },
      );
    const wanted = (name: string, domains: readonly string[]) =>
      declared('organizations', { name }, { relations: { discovery_domains: domains.map((domain) => ({ domain })) } });
    const plan = planned(
      definitionOf([wanted('a', ['acme.test']), wanted('b', [])]),
      snapshotOf({ organizations: [organization('a', []), organization('b', ['acme.test'])] }),
    );
    expectOrder(plan, 'unlink organizations/b discovery_domains', 'link organizations/a discovery_domains');
  });

  it('of a live resource that nobody declares are refused, with the way to rename it', () => {
    const found = problems(definitionOf(wants({ fresh: 1 })), snapshotOf({ networkACLs: lives({ old: 1 }) }));
    expect(found).toMatchObject([{ code: 'unique-value-taken', place: { address: 'networkACLs/fresh', pointer: '/priority' } }]);
    expect(found[0]?.hint).toContain('$renamed_from: old');
  });
});
