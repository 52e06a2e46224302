import { describe, expect, it } from 'vitest';
import { listNeededScopes } from '../../src/applier/preconditions/check-write-scopes.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { planned } from '../planner/planning.ts';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';

const needs = (plan: ReturnType<typeof planned>) =>
  listChanges(plan).flatMap((operation) => listNeededScopes(operation, CATALOGUE));

describe('what a plan needs the token to allow', () => {
  it('is what its operations do, and no more', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'x' })]), snapshotOf({}));
    expect(needs(plan)).toEqual(['create:roles']);
  });

  it('names the scope that a single field takes', () => {
    const google = { id: 'con_1', name: 'google', strategy: 'google-oauth2', options: { client_id: 'a' } };
    const snapshot = snapshotOf({ connections: [live('con_1', google)] });
    const changed = declared('connections', { name: 'google', strategy: 'google-oauth2', options: { client_id: 'b' } });
    expect(needs(planned(definitionOf([changed]), snapshot))).toEqual(['update:connections', 'update:connections_options']);
    const shown = declared('connections', { name: 'google', strategy: 'google-oauth2', show_as_button: true });
    expect(needs(planned(definitionOf([shown]), snapshot))).toEqual(['update:connections']);
  });

  it('is that of the relation where a relation changes', () => {
    const organization = declared(
      'organizations',
      { name: 'acme' },
      { relations: { discovery_domains: [{ domain: 'acme.test' }] } },
    );
    expect(needs(planned(definitionOf([organization]), snapshotOf({})))).toEqual([
      'create:organizations',
      'create:organization_discovery_domains',
    ]);
  });
});
