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
import { buildAnnRow, buildProgramRow, buildTenonRow } from '../support/log-rows.ts';
import { createAddition, createChange, createCreation, createOperation, createRemoval } from '../support/plan-builders.ts';

const NOTHING: Snapshot = { tenant: 'acme.eu.auth0.com', types: {} };

/** What is told of an operation by rows that happened one after the other. */
function attributeOperation(one: Operation, rows: readonly JsonObject[], snapshot = NOTHING): readonly AttributedChange[] {
  const writes = rows.toReversed().flatMap((row) => parseLogEvent(row)?.write ?? []);
  const [difference] = computeDifferences([one]);
  if (!difference) throw new Error('no difference');
  return attribute(difference, indexWrites(writes, CATALOGUE, indexResources(snapshot, CATALOGUE)), CATALOGUE);
}

const listChangeKinds = (one: Operation, ...rows: readonly JsonObject[]): readonly string[] =>
  attributeOperation(one, rows).map(({ kind }) => kind);

const listAuthorNames = (all: readonly AttributedChange[]): readonly (string | undefined)[] => all.map(({ by }) => by?.who.name);

const name = createChange(['name'], 'a', 'b');
const description = createChange(['description'], 'a', 'b');
const buildClientUpdate = (...changes: Operation['changes']): Operation =>
  createOperation('update', 'clients/App', { liveId: 'abc', changes });

describe('a field', () => {
  test('was set by the last who sent it', () => {
    const rows = [
      buildProgramRow('PATCH', '/clients/abc', { body: { name: 'x' } }),
      buildAnnRow('PATCH', '/clients/abc', { body: { name: 'a' } }),
      buildTenonRow('PATCH', '/clients/abc', { body: { description: 'b' } }),
    ];
    expect(listChangeKinds(buildClientUpdate(name), ...rows)).toEqual(['tenant changed']);
    expect(listAuthorNames(attributeOperation(buildClientUpdate(name), rows))).toEqual(['Ann Example']);
  });

  test('is ahead in the definition where that was tenon', () => {
    const rows = [
      buildAnnRow('PATCH', '/clients/abc', { body: { name: 'a' } }),
      buildTenonRow('PATCH', '/clients/abc', { body: { name: 'b' } }),
    ];
    expect(listChangeKinds(buildClientUpdate(name), ...rows)).toEqual(['definition ahead']);
  });

  test('may have been among what the log does not show', () => {
    expect(
      listChangeKinds(
        buildClientUpdate(name),
        buildTenonRow('PATCH', '/clients/abc', { body: { name: 'b' } }),
        buildAnnRow('PATCH', '/clients/abc'),
      ),
    ).toEqual(['tenant changed']);
  });

  test('each field by itself, one entry a write', () => {
    const rows = [
      buildProgramRow('PATCH', '/clients/abc', { body: { description: 'a' } }),
      buildAnnRow('PATCH', '/clients/abc', { body: { name: 'a' } }),
    ];
    const all = attributeOperation(buildClientUpdate(name, description), rows);
    expect(listAuthorNames(all)).toEqual(['Ann Example', 'Deploy']);
    expect(all.map(({ changes }) => changes)).toEqual([[name], [description]]);
  });

  test('was set with the resource', () => {
    expect(
      listChangeKinds(buildClientUpdate(name), buildAnnRow('POST', '/clients', { answer: { client_id: 'abc', name: 'App' } })),
    ).toEqual(['tenant changed']);
    expect(
      listChangeKinds(buildClientUpdate(name), buildAnnRow('POST', '/clients', { answer: { client_id: 'other', name: 'App' } })),
    ).toEqual(['unknown']);
  });

  test('is not what happened to a part of the resource, unless it is a secret', () => {
    const rotated = buildAnnRow('POST', '/clients/abc/rotate-secret');
    expect(listChangeKinds(buildClientUpdate(name), rotated)).toEqual(['unknown']);
    expect(
      listChangeKinds(buildClientUpdate(createChange(['client_secret'], '(secret)', '(secret)', 'secret')), rotated),
    ).toEqual(['tenant changed']);
  });

  test('of a resource that goes by its key', () => {
    const api = createOperation('update', 'resourceServers/https://api.acme.test', { liveId: 'r1', changes: [name] });
    const row = buildAnnRow('PATCH', '/resource-servers/https%3A%2F%2Fapi.acme.test', { body: { name: 'a' } });
    const body = { id: 'r1', identifier: 'https://api.acme.test' };
    const live = {
      ...NOTHING,
      types: { resourceServers: { status: 'read', resources: [{ id: 'r1', body, relations: {} }] } },
    } as const;
    expect(attributeOperation(api, [row], live).map(({ kind }) => kind)).toEqual(['tenant changed']);
  });
});

describe('nobody wrote it', () => {
  test('but tenon wrote something: the definition has moved since', () => {
    expect(
      listChangeKinds(buildClientUpdate(name), buildTenonRow('PATCH', '/roles/rol_1'), buildAnnRow('PATCH', '/clients/other')),
    ).toEqual(['definition ahead']);
  });

  test('and tenon never did, as far as the log reaches', () => {
    expect(listChangeKinds(buildClientUpdate(name), buildAnnRow('PATCH', '/clients/other'))).toEqual(['unknown']);
    expect(listChangeKinds(buildClientUpdate(name))).toEqual(['unknown']);
  });
});

describe('a relation', () => {
  const buildUnlink = (item: string): Operation =>
    createOperation('unlink', 'connections/users', {
      liveId: 'con_1',
      relation: 'enabled_clients',
      changes: [createRemoval(item)],
    });

  test.each([
    ['its own endpoint', buildAnnRow('PATCH', '/connections/con_1/clients')],
    ['along with its owner', buildAnnRow('PATCH', '/connections/con_1', { body: { enabled_clients: [] } })],
    ['an endpoint that tenon does not know', buildAnnRow('PUT', '/connections/con_1/enabled')],
    ['a new resource that joined by itself', buildAnnRow('POST', '/clients', { answer: { client_id: 'c9', name: 'New' } })],
  ])('by %s', (_, row) => expect(listChangeKinds(buildUnlink('New'), row)).toEqual(['tenant changed']));

  test.each([
    ['its owner', buildAnnRow('PATCH', '/connections/con_1', { body: { options: {} } })],
    ['the same of another resource', buildAnnRow('PATCH', '/connections/con_2/clients')],
    ['a new resource of another name', buildAnnRow('POST', '/clients', { answer: { client_id: 'c9', name: 'Other' } })],
  ])('not by %s', (_, row) => expect(listChangeKinds(buildUnlink('New'), row)).toEqual(['unknown']));

  test('not by another relation', () => {
    const one = createOperation('link', 'organizations/acme', {
      liveId: 'org_1',
      relation: 'connections',
      changes: [createAddition('users')],
    });
    expect(listChangeKinds(one, buildAnnRow('POST', '/organizations/org_1/clients'))).toEqual(['unknown']);
    expect(listChangeKinds(one, buildAnnRow('DELETE', '/organizations/org_1/enabled_connections/con_1'))).toEqual([
      'tenant changed',
    ]);
    const body = { roles: ['rol_1'] };
    expect(listChangeKinds(one, buildAnnRow('POST', '/organizations/org_1/groups/grp_1/roles', { body }))).toEqual(['unknown']);
  });

  describe('from the side of its items', () => {
    const createGroupLink = (address: string): Operation =>
      createOperation('link', address, { liveId: 'rol_1', relation: 'groups', changes: [createAddition('corp|sales')] });
    const INSIDE = '/organizations/org_1/groups/grp_1/roles';

    test.each([
      ['roles/admin', '/groups/grp_1/roles'],
      ['organizationRoles/acme|admin', INSIDE],
    ])('of %s', (address, path) => {
      const one = createGroupLink(address);
      const sent = (...roles: readonly string[]): JsonObject => buildAnnRow('POST', path, { body: { roles } });
      expect(listChangeKinds(one, sent('rol_2', 'rol_1'))).toEqual(['tenant changed']);
      expect(listChangeKinds(one, sent('rol_2'))).toEqual(['unknown']);
      expect(listChangeKinds(one, buildAnnRow('DELETE', path))).toEqual(['tenant changed']);
    });

    test('the last one counts, at whichever path', () => {
      const body = { roles: ['rol_1'] };
      const rows = [
        buildAnnRow('POST', '/roles/rol_1/groups', { body: { groups: ['grp_1'] } }),
        buildTenonRow('DELETE', '/groups/grp_1/roles', { body }),
      ];
      expect(listChangeKinds(createGroupLink('roles/admin'), ...rows)).toEqual(['definition ahead']);
      expect(listChangeKinds(createGroupLink('roles/admin'), ...rows.toReversed())).toEqual(['tenant changed']);
    });
  });
});

describe('a resource that is gone', () => {
  const missing = createCreation('roles', 'admin', { name: 'admin' });
  const deleted = buildAnnRow('DELETE', '/roles/rol_1');

  test('was deleted, if the log has its name', () => {
    const made = buildTenonRow('POST', '/roles', { answer: { id: 'rol_1', name: 'admin' } });
    expect(listChangeKinds(missing, made, buildAnnRow('DELETE', '/roles/rol_1'))).toEqual(['tenant changed']);
  });

  test('had the name it was given last', () => {
    const rows = [
      buildTenonRow('POST', '/roles', { answer: { id: 'rol_1', name: 'admin' } }),
      buildAnnRow('PATCH', '/roles/rol_1', { answer: { id: 'rol_1', name: 'boss' } }),
      buildAnnRow('DELETE', '/roles/rol_1'),
    ];
    expect(listChangeKinds(missing, ...rows)).toEqual(['definition ahead']);
  });

  test('may be one of which the log has only the id', () => {
    expect(listChangeKinds(missing, buildTenonRow('PATCH', '/clients/abc'), deleted)).toEqual(['unknown']);
  });

  test('was never there: the definition is ahead', () => {
    const other = buildTenonRow('POST', '/roles', { answer: { id: 'rol_1', name: 'other' } });
    expect(listChangeKinds(missing, other, buildAnnRow('DELETE', '/roles/rol_1'))).toEqual(['definition ahead']);
  });
});

test('what only the tenant has: who made it counts, not who wrote last', () => {
  const rows = [
    buildAnnRow('POST', '/roles', { answer: { id: 'rol_1', name: 'x' } }),
    buildProgramRow('PATCH', '/roles/rol_1', { answer: { id: 'rol_1', name: 'x' } }),
  ];
  expect(listAuthorNames(attributeOperation(createOperation('delete', 'roles/x', { liveId: 'rol_1' }), rows))).toEqual([
    'Ann Example',
  ]);
});

test('a type that nobody knows', () => expect(listChangeKinds(createCreation('things', 'x', {}))).toEqual(['unknown']));
