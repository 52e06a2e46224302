import { describe, expect, test } from 'vitest';
import { type AttributedChange, attribute } from '../../src/drift/attribute-changes.ts';
import { computeDifferences } from '../../src/drift/compute-differences.ts';
import { indexResources } from '../../src/drift/resource-index.ts';
import { indexWrites } from '../../src/drift/write-index.ts';
import { parseLogEvent } from '../../src/management-api/log/log-event.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { byAnn, byProgram, byTenon } from '../support/log-rows.ts';
import { added, change, creation, operation, removed } from '../support/plans.ts';

const NOTHING: Snapshot = { tenant: 'acme.eu.auth0.com', types: {} };

/** What is told of an operation by rows that happened one after the other. */
function told(one: Operation, rows: readonly JsonObject[], snapshot = NOTHING): readonly AttributedChange[] {
  const writes = rows.toReversed().flatMap((row) => parseLogEvent(row)?.write ?? []);
  const [difference] = computeDifferences([one]);
  if (!difference) throw new Error('no difference');
  return attribute(difference, indexWrites(writes, CATALOGUE, indexResources(snapshot, CATALOGUE)), CATALOGUE);
}

const kinds = (one: Operation, ...rows: readonly JsonObject[]): readonly string[] => told(one, rows).map(({ kind }) => kind);

const names = (all: readonly AttributedChange[]): readonly (string | undefined)[] => all.map(({ by }) => by?.who.name);

const name = change(['name'], 'a', 'b');
const description = change(['description'], 'a', 'b');
const client = (...changes: Operation['changes']): Operation => operation('update', 'clients/App', { liveId: 'abc', changes });

describe('a field', () => {
  test('was set by the last who sent it', () => {
    const rows = [
      byProgram('PATCH', '/clients/abc', { body: { name: 'x' } }),
      byAnn('PATCH', '/clients/abc', { body: { name: 'a' } }),
      byTenon('PATCH', '/clients/abc', { body: { description: 'b' } }),
    ];
    expect(kinds(client(name), ...rows)).toEqual(['tenant changed']);
    expect(names(told(client(name), rows))).toEqual(['Ann Example']);
  });

  test('is ahead in the definition where that was tenon', () => {
    const rows = [
      byAnn('PATCH', '/clients/abc', { body: { name: 'a' } }),
      byTenon('PATCH', '/clients/abc', { body: { name: 'b' } }),
    ];
    expect(kinds(client(name), ...rows)).toEqual(['definition ahead']);
  });

  test('may have been among what the log does not show', () => {
    expect(
      kinds(client(name), byTenon('PATCH', '/clients/abc', { body: { name: 'b' } }), byAnn('PATCH', '/clients/abc')),
    ).toEqual(['tenant changed']);
  });

  test('each field by itself, one entry a write', () => {
    const rows = [
      byProgram('PATCH', '/clients/abc', { body: { description: 'a' } }),
      byAnn('PATCH', '/clients/abc', { body: { name: 'a' } }),
    ];
    const all = told(client(name, description), rows);
    expect(names(all)).toEqual(['Ann Example', 'Deploy']);
    expect(all.map(({ changes }) => changes)).toEqual([[name], [description]]);
  });

  test('was set with the resource', () => {
    expect(kinds(client(name), byAnn('POST', '/clients', { answer: { client_id: 'abc', name: 'App' } }))).toEqual([
      'tenant changed',
    ]);
    expect(kinds(client(name), byAnn('POST', '/clients', { answer: { client_id: 'other', name: 'App' } }))).toEqual(['unknown']);
  });

  test('is not what happened to a part of the resource, unless it is a secret', () => {
    const rotated = byAnn('POST', '/clients/abc/rotate-secret');
    expect(kinds(client(name), rotated)).toEqual(['unknown']);
    expect(kinds(client(change(['client_secret'], '(secret)', '(secret)', 'secret')), rotated)).toEqual(['tenant changed']);
  });

  test('of a resource that goes by its key', () => {
    const api = operation('update', 'resourceServers/https://api.acme.test', { liveId: 'r1', changes: [name] });
    const row = byAnn('PATCH', '/resource-servers/https%3A%2F%2Fapi.acme.test', { body: { name: 'a' } });
    const body = { id: 'r1', identifier: 'https://api.acme.test' };
    const live = {
      ...NOTHING,
      types: { resourceServers: { status: 'read', resources: [{ id: 'r1', body, relations: {} }] } },
    } as const;
    expect(told(api, [row], live).map(({ kind }) => kind)).toEqual(['tenant changed']);
  });
});

describe('nobody wrote it', () => {
  test('but tenon wrote something: the definition has moved since', () => {
    expect(kinds(client(name), byTenon('PATCH', '/roles/rol_1'), byAnn('PATCH', '/clients/other'))).toEqual(['definition ahead']);
  });

  test('and tenon never did, as far as the log reaches', () => {
    expect(kinds(client(name), byAnn('PATCH', '/clients/other'))).toEqual(['unknown']);
    expect(kinds(client(name))).toEqual(['unknown']);
  });
});

describe('a relation', () => {
  const links = (item: string): Operation =>
    operation('unlink', 'connections/users', { liveId: 'con_1', relation: 'enabled_clients', changes: [removed(item)] });

  test.each([
    ['its own endpoint', byAnn('PATCH', '/connections/con_1/clients')],
    ['along with its owner', byAnn('PATCH', '/connections/con_1', { body: { enabled_clients: [] } })],
    ['an endpoint that tenon does not know', byAnn('PUT', '/connections/con_1/enabled')],
    ['a new resource that joined by itself', byAnn('POST', '/clients', { answer: { client_id: 'c9', name: 'New' } })],
  ])('by %s', (_, row) => expect(kinds(links('New'), row)).toEqual(['tenant changed']));

  test.each([
    ['its owner', byAnn('PATCH', '/connections/con_1', { body: { options: {} } })],
    ['the same of another resource', byAnn('PATCH', '/connections/con_2/clients')],
    ['a new resource of another name', byAnn('POST', '/clients', { answer: { client_id: 'c9', name: 'Other' } })],
  ])('not by %s', (_, row) => expect(kinds(links('New'), row)).toEqual(['unknown']));

  test('not by another relation', () => {
    const one = operation('link', 'organizations/acme', { liveId: 'org_1', relation: 'connections', changes: [added('users')] });
    expect(kinds(one, byAnn('POST', '/organizations/org_1/clients'))).toEqual(['unknown']);
    expect(kinds(one, byAnn('DELETE', '/organizations/org_1/enabled_connections/con_1'))).toEqual(['tenant changed']);
  });
});

describe('a resource that is gone', () => {
  const missing = creation('roles', 'admin', { name: 'admin' });
  const deleted = byAnn('DELETE', '/roles/rol_1');

  test('was deleted, if the log has its name', () => {
    const made = byTenon('POST', '/roles', { answer: { id: 'rol_1', name: 'admin' } });
    expect(kinds(missing, made, byAnn('DELETE', '/roles/rol_1'))).toEqual(['tenant changed']);
  });

  test('had the name it was given last', () => {
    const rows = [
      byTenon('POST', '/roles', { answer: { id: 'rol_1', name: 'admin' } }),
      byAnn('PATCH', '/roles/rol_1', { answer: { id: 'rol_1', name: 'boss' } }),
      byAnn('DELETE', '/roles/rol_1'),
    ];
    expect(kinds(missing, ...rows)).toEqual(['definition ahead']);
  });

  test('may be one of which the log has only the id', () => {
    expect(kinds(missing, byTenon('PATCH', '/clients/abc'), deleted)).toEqual(['unknown']);
  });

  test('was never there: the definition is ahead', () => {
    const other = byTenon('POST', '/roles', { answer: { id: 'rol_1', name: 'other' } });
    expect(kinds(missing, other, byAnn('DELETE', '/roles/rol_1'))).toEqual(['definition ahead']);
  });
});

test('what only the tenant has: who made it counts, not who wrote last', () => {
  const rows = [
    byAnn('POST', '/roles', { answer: { id: 'rol_1', name: 'x' } }),
    byProgram('PATCH', '/roles/rol_1', { answer: { id: 'rol_1', name: 'x' } }),
  ];
  expect(names(told(operation('delete', 'roles/x', { liveId: 'rol_1' }), rows))).toEqual(['Ann Example']);
});

test('a type that nobody knows', () => expect(kinds(creation('things', 'x', {}))).toEqual(['unknown']));
