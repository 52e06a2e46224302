import { describe, expect, it } from 'vitest';
import { listNeededScopes } from '../../src/applier/preconditions/check-write-scopes.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { planOrFail } from '../planner/plan-helpers.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';

const collectNeededScopes = (plan: ReturnType<typeof planOrFail>) =>
  listChanges(plan).flatMap((operation) => listNeededScopes(operation, CATALOGUE));

describe('what a plan needs the token to allow', () => {
  it('is what its operations do, and no more', () => {
    const plan = planOrFail(createDefinition([declareResource('roles', { name: 'x' })]), createSnapshot({}));
    expect(collectNeededScopes(plan)).toEqual(['create:roles']);
  });

  it('names the scope that a single field takes', () => {
    const google = { id: 'con_1', name: 'google', strategy: 'google-oauth2', options: { client_id: 'a' } };
    const snapshot = createSnapshot({ connections: [createLiveResource('con_1', google)] });
    const changed = declareResource('connections', { name: 'google', strategy: 'google-oauth2', options: { client_id: 'b' } });
    expect(collectNeededScopes(planOrFail(createDefinition([changed]), snapshot))).toEqual([
      'update:connections',
      'update:connections_options',
    ]);
    const shown = declareResource('connections', { name: 'google', strategy: 'google-oauth2', show_as_button: true });
    expect(collectNeededScopes(planOrFail(createDefinition([shown]), snapshot))).toEqual(['update:connections']);
  });

  it('is that of the relation where a relation changes', () => {
    const organization = declareResource(
      'organizations',
      { name: 'acme' },
      { relations: { discovery_domains: [{ domain: 'acme.test' }] } },
    );
    expect(collectNeededScopes(planOrFail(createDefinition([organization]), createSnapshot({})))).toEqual([
      'create:organizations',
      'create:organization_discovery_domains',
    ]);
  });
});
