import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { canDelete } from '../../src/resources/resource-type.ts';
import { loadDefinition } from '../loader/load-helpers.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const DELETABLE = new Map(CATALOGUE.all.filter(canDelete).map((type) => [type.type, type]));
const FIXTURES = TYPE_FIXTURES.filter(({ type }) => DELETABLE.has(type));

const formatAbsent = ({ type, fields }: DeclaredResource): string => {
  const key = Object.entries(fields).filter(([name]) => DELETABLE.get(type)?.key.includes(name));
  return stringify({ [type]: [{ ...Object.fromEntries(key), $absent: true }] });
};

describe('a resource that is declared absent', () => {
  it.each(pickSample(FIXTURES, 6, 'declared absent'))('is gone, and nothing else changes: $type', async (fixture) => {
    const present = await loadDefinition(`${fixture.with ?? ''}\n${fixture.before}`, { env: FIXTURE_SECRETS });
    await tenant().applyDefinition(present);
    const target = present.resources.find(({ type }) => type === fixture.type);
    if (!target) throw new Error(`the fixture declares no ${fixture.type}`);
    const absent = await loadDefinition(formatAbsent(target));
    const from = tenant().listWrites().length;
    await tenant().applyDefinition(absent);
    expect(
      tenant()
        .listWrites(0)
        .slice(from)
        .map(({ method }) => method),
    ).toEqual(['DELETE']);
    expect(listChanges(await tenant().plan(absent))).toEqual([]);
    const missing = listChanges(await tenant().plan(present)).filter(({ action }) => action === 'create');
    expect(missing.map(({ address }) => address)).toContain(target.address);
  });

  it('takes no part in what is undeclared, and a delete of it counts once', async () => {
    await tenant().applyDefinition(await loadDefinition('roles: [{ name: a }, { name: b }, { name: c }]'));
    const definition = await loadDefinition(
      'reconcile: { prune: [roles], limits: { delete: 2 } }\nroles: [{ name: a, $absent: true }, { name: c }]',
    );
    const plan = await tenant().plan(definition);
    expect(plan.refusals).toEqual([]);
    expect(plan.operations.map(({ id }) => id).sort()).toEqual(['delete roles/a', 'delete roles/b']);
    const unpruned = await tenant().plan(await loadDefinition('roles: [{ name: a, $absent: true }]'));
    expect(unpruned.undeclared).toEqual(['roles/b', 'roles/c']);
  });
});
