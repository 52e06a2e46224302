import { describe, expect, test } from 'vitest';
import type { CachedReads } from '../../../src/fetcher/cache/cached-reads.ts';
import { findTouched } from '../../../src/fetcher/cache/changes/touched-reads.ts';
import { parseLogEvent } from '../../../src/management-api/log/log-event.ts';
import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../../src/resources/catalogue.ts';
import { buildAnnRow } from '../../support/log-rows.ts';

const CLIENTS = '/clients?is_global=false';

const buildCachedReads = (): CachedReads => ({
  lists: new Map<string, readonly JsonObject[]>([
    [
      CLIENTS,
      [
        { client_id: 'c1', name: 'App' },
        { client_id: 'c2', name: 'Other' },
      ],
    ],
    ['/connections', [{ id: 'con_1', name: 'users' }]],
    ['/connections/con_1/clients', [{ client_id: 'c1' }]],
    ['/connections-scim-configurations', [{ connection_id: 'con_1' }]],
    ['/resource-servers', [{ id: 'api_1', identifier: 'https://api.acme.test' }]],
    [
      '/client-grants',
      [
        { id: 'cgr_1', client_id: 'c1', audience: 'https://api.acme.test' },
        { id: 'cgr_2', client_id: 'c2', audience: 'x' },
      ],
    ],
    ['/roles', [{ id: 'rol_1', name: 'admin' }]],
    ['/roles/rol_1/permissions', [{ permission_name: 'read', resource_server_identifier: 'https://api.acme.test' }]],
    ['/organizations', [{ id: 'org_1', name: 'acme' }]],
    ['/organizations/org_1/connections', [{ connection_id: 'con_1' }]],
    ['/organizations/org_1/clients', []],
    ['/guardian/factors', [{ name: 'sms', enabled: false }]],
  ]),
  answers: new Map([['/guardian/policies', []]]),
});

function findTouchedNames(...rows: readonly JsonObject[]): { readonly everything: boolean; readonly again: readonly string[] } {
  const found = findTouched(
    rows.flatMap((row) => parseLogEvent(row) ?? []),
    buildCachedReads(),
    CATALOGUE,
  );
  const single = [...found.resources].flatMap(([name, ids]) => [...ids].map((id) => `${name} ${id}`));
  return { everything: found.everything, again: [...found.names, ...single].sort() };
}

const listReadAgain = (...rows: readonly JsonObject[]): readonly string[] => {
  const { everything, again: names } = findTouchedNames(...rows);
  expect(everything).toBe(false);
  return names;
};

describe('a write', () => {
  test('of a resource', () => expect(listReadAgain(buildAnnRow('PATCH', '/clients/c1'))).toEqual([`${CLIENTS} c1`]));

  test('of one that can only be listed', () =>
    expect(listReadAgain(buildAnnRow('PUT', '/guardian/factors/sms'))).toEqual(['/guardian/factors']));

  test('of what two types may have: where it is listed, or in the lists of both', () => {
    const lists = new Map([
      ['/roles', [{ id: 'rol_1' }]],
      ['/roles?type=organization', [{ id: 'rol_2' }]],
    ]);
    const findLists = (method: string, path: string) => {
      const events = [parseLogEvent(buildAnnRow(method, path, { answer: { id: 'rol_3' } }))].flatMap((one) => one ?? []);
      const found = findTouched(events, { ...buildCachedReads(), lists }, CATALOGUE);
      return [[...found.resources.keys()], [...found.names]];
    };
    expect(findLists('PATCH', '/roles/rol_1')).toEqual([['/roles'], []]);
    expect(findLists('PATCH', '/roles/rol_2')).toEqual([['/roles?type=organization'], []]);
    expect(findLists('PATCH', '/roles/rol_3')).toEqual([['/roles'], ['/roles?type=organization']]);
    expect(findLists('POST', '/roles')).toEqual([['/roles'], ['/roles?type=organization']]);
  });

  test('of a part of it that tenon does not know', () =>
    expect(listReadAgain(buildAnnRow('POST', '/clients/c1/rotate-secret'))).toEqual([`${CLIENTS} c1`]));

  test('of a resource with relations: it may have come with them', () =>
    expect(listReadAgain(buildAnnRow('PATCH', '/organizations/org_1'))).toEqual([
      '/organizations org_1',
      '/organizations/org_1/clients',
      '/organizations/org_1/connections',
    ]));

  test('of a relation', () => {
    expect(listReadAgain(buildAnnRow('PATCH', '/connections/con_1/clients'))).toEqual(['/connections/con_1/clients']);
    expect(listReadAgain(buildAnnRow('DELETE', '/organizations/org_1/connections/con_1'))).toEqual([
      '/organizations/org_1/connections',
    ]);
  });

  test('of a part of a connection that the tenant also lists by itself', () => {
    const wide = '/connections-scim-configurations';
    expect(listReadAgain(buildAnnRow('DELETE', '/connections/con_1/scim-configuration'))).toEqual([wide]);
    expect(listReadAgain(buildAnnRow('PATCH', '/connections/con_1'))).toContain(wide);
    expect(listReadAgain(buildAnnRow('DELETE', '/connections/con_1'))).toContain(wide);
  });

  test('of a relation by another endpoint', () =>
    expect(listReadAgain(buildAnnRow('POST', '/organizations/org_1/enabled_connections'))).toEqual([
      '/organizations org_1',
      '/organizations/org_1/clients',
      '/organizations/org_1/connections',
    ]));

  describe('of a relation from the side of its items', () => {
    const lists = new Map([
      ['/organizations', [{ id: 'org_1' }]],
      ['/roles?type=organization', [{ id: 'rol_3' }]],
      ['/roles/rol_1/groups', [{ id: 'grp_1' }]],
      ['/roles/rol_2/groups', []],
      ['/organizations/org_1/groups', [{ group: 'grp_1', id: 'rol_1' }]],
      ['/organizations/org_1/roles/rol_3/groups', []],
      ['/organizations/org_1/roles/rol_4/groups', []],
      ['/organizations/org_2/roles/rol_3/groups', []],
    ]);
    const findLists = (method: string, path: string, body?: JsonObject): readonly string[] => {
      const row = buildAnnRow(method, path, body === undefined ? {} : { body });
      const found = findTouched(
        [parseLogEvent(row)].flatMap((one) => one ?? []),
        { ...buildCachedReads(), lists },
        CATALOGUE,
      );
      return [...found.names, ...found.resources.keys()].sort();
    };

    test.each<[string, string, string, JsonObject | undefined, readonly string[]]>([
      ['the one that was sent', 'POST', '/groups/grp_1/roles', { roles: ['rol_2'] }, ['/roles/rol_2/groups']],
      [
        'the one that was sent, in its organization',
        'DELETE',
        '/organizations/org_1/groups/grp_1/roles',
        { roles: ['rol_3'] },
        ['/organizations/org_1/groups', '/organizations/org_1/roles/rol_3/groups'],
      ],
      [
        'any of the organization, if the log does not show what was sent',
        'POST',
        '/organizations/org_1/groups/grp_1/roles',
        undefined,
        ['/organizations/org_1/groups', '/organizations/org_1/roles/rol_3/groups', '/organizations/org_1/roles/rol_4/groups'],
      ],
      [
        'those of the role, when it is deleted',
        'DELETE',
        '/roles/rol_3',
        undefined,
        ['/organizations/org_1/roles/rol_3/groups', '/organizations/org_2/roles/rol_3/groups', '/roles?type=organization'],
      ],
    ])('%s', (_, method, path, body, expected) => expect(findLists(method, path, body)).toEqual(expected));
  });

  test('by its key', () =>
    expect(listReadAgain(buildAnnRow('PATCH', '/resource-servers/https%3A%2F%2Fapi.acme.test'))).toContain(
      '/resource-servers api_1',
    ));

  test('of what others hold a part of', () =>
    expect(listReadAgain(buildAnnRow('PATCH', '/resource-servers/api_1'))).toEqual([
      '/client-grants cgr_1',
      '/resource-servers api_1',
      '/roles/rol_1/permissions',
    ]));

  test('of a type that nobody read', () => {
    const without = { ...buildCachedReads(), lists: new Map([['/roles', []]]) };
    const found = findTouched(
      [parseLogEvent(buildAnnRow('PATCH', '/clients/c1'))].flatMap((one) => one ?? []),
      without,
      CATALOGUE,
    );
    expect([found.everything, found.names.size, found.resources.size]).toEqual([false, 0, 0]);
  });
});

describe('a new resource', () => {
  test('is read by its id', () =>
    expect(listReadAgain(buildAnnRow('POST', '/roles', { answer: { id: 'rol_9', name: 'x' } }))).toEqual(['/roles rol_9']));

  test('joins where its type joins by itself', () =>
    expect(listReadAgain(buildAnnRow('POST', '/clients', { answer: { client_id: 'c9' } }))).toEqual([
      `${CLIENTS} c9`,
      '/connections/con_1/clients',
    ]));

  test('whose id is not told is looked for in its list', () =>
    expect(listReadAgain(buildAnnRow('POST', '/roles'))).toEqual(['/roles', '/roles/rol_1/permissions']));
});

test('a deleted resource goes from wherever it is named', () => {
  expect(listReadAgain(buildAnnRow('DELETE', '/clients/c1'))).toEqual(
    ['/client-grants cgr_1', `${CLIENTS} c1`, '/connections/con_1/clients'].sort(),
  );
  expect(listReadAgain(buildAnnRow('DELETE', '/connections/con_1'))).toContain('/organizations/org_1/connections');
  expect(listReadAgain(buildAnnRow('DELETE', '/resource-servers/api_1'))).toContain('/roles/rol_1/permissions');
});

describe('what people do', () => {
  test.each(['/users/auth0%7C1', '/organizations/org_1/members', '/roles/rol_1/users', '/jobs/users-imports', '/tickets/x'])(
    'touches nothing: %s',
    (path) => expect(listReadAgain(buildAnnRow('POST', path))).toEqual([]),
  );

  test('a login is none of our business', () =>
    expect(listReadAgain({ log_id: '1', date: '2026-11-20T14:00:00Z', type: 's' })).toEqual([]));
});

describe('other events', () => {
  const buildEvent = (type: string): JsonObject => ({ log_id: '1', date: '2026-11-20T14:00:00Z', type });

  test('of the guardian: all that was read of it', () =>
    expect(listReadAgain(buildEvent('gd_tenant_update'))).toEqual(['/guardian/factors', '/guardian/policies']));

  test('of self-service sign-on: connections and organizations', () =>
    expect(listReadAgain(buildEvent('ss_sso_success'))).toEqual([
      '/connections',
      '/connections-scim-configurations',
      '/connections/con_1/clients',
      '/organizations',
      '/organizations/org_1/clients',
      '/organizations/org_1/connections',
    ]));
});

describe('what cannot be placed makes everything doubtful', () => {
  test.each(['/integrations/installed', '/v3/things', ''])('%s', (path) =>
    expect(findTouchedNames(buildAnnRow('POST', path)).everything).toBe(true),
  );

  test('a write that tells no path', () => {
    const row = { ...buildAnnRow('PATCH', '/x'), details: {} };
    expect(findTouchedNames(row).everything).toBe(true);
  });

  test.each(['/branding/themes', '/log-streams/lst_1', '/actions/actions'])('unless nothing depends on it: %s', (path) =>
    expect(listReadAgain(buildAnnRow('POST', path))).toEqual([]),
  );

  test('unless it is near to what was read', () =>
    expect(listReadAgain(buildAnnRow('PUT', '/guardian/policies'))).toEqual(['/guardian/policies']));
});
