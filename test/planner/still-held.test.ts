import { describe, expect, it } from 'vitest';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, planned } from './planning.ts';

const IDENTIFIER = 'https://api.test/';
const tenant = snapshotOf({
  clients: [live('cli_1', { client_id: 'cli_1', name: 'Shop' })],
  resourceServers: [
    live('api_1', { id: 'api_1', identifier: IDENTIFIER, name: 'API', scopes: [{ value: 'read:x' }, { value: 'write:x' }] }),
  ],
  clientGrants: [
    live('cgr_1', { id: 'cgr_1', client_id: 'cli_1', audience: IDENTIFIER, scope: ['write:x'], subject_type: 'client' }),
  ],
});
const api = (scopes: readonly string[]): DeclaredResource =>
  declared('resourceServers', { identifier: IDENTIFIER, scopes: scopes.map((value) => ({ value })) });
const grant = (fields: object = {}): DeclaredResource =>
  declared('clientGrants', { client_id: 'Shop', audience: IDENTIFIER, ...fields });

const UPDATE = `update resourceServers/${IDENTIFIER}`;
const GRANT = `clientGrants/Shop|${IDENTIFIER}`;
const NOTE = `note resourceServers/${IDENTIFIER} ${GRANT}`;
const planOf = (...resources: readonly DeclaredResource[]) => ids(planned(definitionOf(resources, {}, ['clientGrants']), tenant));

describe('a scope that is taken away while a grant keeps it', () => {
  it('is said, where nobody declares the grant', () => {
    expect(planOf(api(['read:x']))).toEqual(expect.arrayContaining([UPDATE, NOTE]));
  });

  it('is said, where the grant is declared without its scopes', () => {
    expect(planOf(api(['read:x']), grant())).toContain(NOTE);
  });

  it('is not worth a word, where the grant loses it or goes as well, or where another scope goes', () => {
    expect(planOf(api(['read:x']), grant({ scope: ['read:x'] }))).not.toContain(NOTE);
    const pruning = definitionOf([api(['read:x'])], { prune: ['clientGrants'] }, ['clientGrants']);
    expect(ids(planned(pruning, tenant))).toEqual(expect.arrayContaining([`delete ${GRANT}`, UPDATE]));
    expect(ids(planned(pruning, tenant))).not.toContain(NOTE);
    expect(planOf(api(['write:x']))).toEqual([UPDATE]);
  });
});
