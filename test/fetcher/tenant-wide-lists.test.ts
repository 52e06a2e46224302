import { beforeEach, expect, test } from 'vitest';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';
import { createObject } from './fill-tenant.ts';

const tenant = setUpTenantPipeline();
const TENANT_WIDE = '/connections-scim-configurations';
const OKTA = { strategy: 'okta', options: { client_id: 'c', client_secret: 's', domain: 'acme.okta.com' } };

beforeEach(async () => {
  tenant().emulator.reset();
  for (const name of ['one', 'two', 'three']) {
    const id = await createObject(tenant().api, '/connections', { name, ...OKTA });
    if (name !== 'three') await createObject(tenant().api, `/connections/${id}/scim-configuration`, {});
  }
});

const getScim = (snapshot: Snapshot) =>
  Object.fromEntries(
    getLiveResources(snapshot, 'connections').map(({ body, relations }) => [body.name, relations.scim_configuration?.length]),
  );

/** The connections whose SCIM configurations are read, with the requests that this takes. */
async function fetchScim(names: readonly string[]) {
  const from = tenant().listRequests().length;
  const declared = names.map((name) =>
    declareResource('connections', { name, strategy: 'okta' }, { relations: { scim_configuration: [] } }),
  );
  const snapshot = await tenant().takeSnapshot(createDefinition(declared));
  const paths = tenant()
    .listRequests(from)
    .map(({ path }) => path.replace('/api/v2', '').replace(/con_\w+/, '{id}'));
  return { scim: getScim(snapshot), paths: paths.filter((path) => path.includes('scim')) };
}

const EACH = '/connections/{id}/scim-configuration';

test('one connection is read by itself, several are read together', async () => {
  expect((await fetchScim(['one'])).paths).toEqual([EACH]);
  const { scim, paths } = await fetchScim(['one', 'three']);
  expect(paths).toEqual([TENANT_WIDE]);
  expect(scim).toMatchObject({ one: 1, three: 0 });
});

test.each([403, 404, 500])('a tenant that answers %i to the list of all is read one by one', async (status) => {
  tenant().emulator.setFaults([{ path: TENANT_WIDE, fault: { status } }]);
  const { scim, paths } = await fetchScim(['one', 'three']);
  tenant().emulator.setFaults([]);
  expect(paths.filter((path) => path === EACH)).toHaveLength(2);
  expect(scim).toMatchObject({ one: 1, three: 0 });
});

test('an export reads all of them together, and finds the same', async () => {
  const read = async () => {
    const from = tenant().listRequests().length;
    const fetched = await fetchAll(tenant().api, CATALOGUE, () => {}, ['connections']);
    if (!fetched.ok) throw new Error('not fetched');
    return { snapshot: fetched.value, count: tenant().listRequests(from).length };
  };
  const together = await read();
  tenant().emulator.setFaults([{ path: TENANT_WIDE, fault: { status: 404 } }]);
  const oneByOne = await read();
  tenant().emulator.setFaults([]);
  expect(together.snapshot).toEqual(oneByOne.snapshot);
  expect(together.count).toBe(oneByOne.count - getLiveResources(together.snapshot, 'connections').length);
  expect(getScim(together.snapshot)).toMatchObject({ one: 1, two: 1, three: 0 });
});
