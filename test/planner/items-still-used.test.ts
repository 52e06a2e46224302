import { describe, expect, it } from 'vitest';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { listOperationIds, planOrFail } from './plan-helpers.ts';

const IDENTIFIER = 'https://api.test/';
const tenant = createSnapshot({
  clients: [createLiveResource('cli_1', { client_id: 'cli_1', name: 'Shop' })],
  resourceServers: [
    createLiveResource('api_1', {
      id: 'api_1',
      identifier: IDENTIFIER,
      name: 'API',
      scopes: [{ value: 'read:x' }, { value: 'write:x' }],
    }),
  ],
  clientGrants: [
    createLiveResource('cgr_1', {
      id: 'cgr_1',
      client_id: 'cli_1',
      audience: IDENTIFIER,
      scope: ['write:x'],
      subject_type: 'client',
    }),
  ],
});
const declareApi = (scopes: readonly string[]): DeclaredResource =>
  declareResource('resourceServers', { identifier: IDENTIFIER, scopes: scopes.map((value) => ({ value })) });
const declareGrant = (fields: object = {}): DeclaredResource =>
  declareResource('clientGrants', { client_id: 'Shop', audience: IDENTIFIER, ...fields });

const UPDATE = `update resourceServers/${IDENTIFIER}`;
const GRANT = `clientGrants/Shop|${IDENTIFIER}`;
const NOTE = `note resourceServers/${IDENTIFIER} ${GRANT}`;
const planOperationIds = (...resources: readonly DeclaredResource[]) =>
  listOperationIds(planOrFail(createDefinition(resources, {}, ['clientGrants']), tenant));

describe('a scope that is taken away while a grant keeps it', () => {
  it('is said, where nobody declares the grant', () => {
    expect(planOperationIds(declareApi(['read:x']))).toEqual(expect.arrayContaining([UPDATE, NOTE]));
  });

  it('is said, where the grant is declared without its scopes', () => {
    expect(planOperationIds(declareApi(['read:x']), declareGrant())).toContain(NOTE);
  });

  it('is not worth a word, where the grant loses it or goes as well, or where another scope goes', () => {
    expect(planOperationIds(declareApi(['read:x']), declareGrant({ scope: ['read:x'] }))).not.toContain(NOTE);
    const pruning = createDefinition([declareApi(['read:x'])], { prune: ['clientGrants'] }, ['clientGrants']);
    expect(listOperationIds(planOrFail(pruning, tenant))).toEqual(expect.arrayContaining([`delete ${GRANT}`, UPDATE]));
    expect(listOperationIds(planOrFail(pruning, tenant))).not.toContain(NOTE);
    expect(planOperationIds(declareApi(['write:x']))).toEqual([UPDATE]);
  });
});
