import { beforeEach, describe, expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

const buildYaml = (isActive: boolean, clients: readonly string[], extra = '') => `
clients: [{ name: Shop }, { name: Desk }]
organizations:
  - name: acme
    is_app_entitlement_active: ${isActive}
    clients: [${clients.map((name) => `{ client_id: ${name}, use_for_member_access: true }`).join(', ')}]
    ${extra}
`;

/** The writes to the organization, in the order in which the tenant got them. */
async function applyText(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text);
  const from = tenant().listRequests().length;
  await tenant().applyDefinition(definition);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  return tenant()
    .listWrites(from)
    .filter(({ path }) => path.includes('/organizations'))
    .map(({ method, path }) => `${method} ${path.replace('/api/v2', '').replace(/org_\w+/, '{id}')}`);
}

const LINK = 'POST /organizations/{id}/clients';
const UNLINK = 'DELETE /organizations/{id}/clients';
const SWITCH = 'PATCH /organizations/{id}';

describe('an organization that only lets its members use listed clients', () => {
  beforeEach(() => tenant().emulator.reset());

  it('has its list before it is switched on', async () => {
    await applyText(buildYaml(false, ['Desk']));
    expect(await applyText(buildYaml(true, ['Shop'], 'display_name: Acme'))).toEqual([UNLINK, LINK, SWITCH]);
  });

  it('is switched off before its list changes', async () => {
    await applyText(buildYaml(true, ['Shop']));
    expect(await applyText(buildYaml(false, []))).toEqual([SWITCH, UNLINK]);
    await applyText(buildYaml(true, ['Shop']));
    expect(await applyText(buildYaml(false, ['Desk']))).toEqual([SWITCH, UNLINK, LINK]);
  });

  it('is created without the switch, which follows the list', async () => {
    expect(await applyText(buildYaml(true, ['Shop', 'Desk']))).toEqual(['POST /organizations', LINK, SWITCH]);
    expect(
      JSON.stringify(
        tenant()
          .listWrites()
          .find(({ path }) => path === '/api/v2/organizations')?.body,
      ),
    ).not.toContain('entitlement');
  });

  it('stays open if its list cannot be written', async () => {
    const { definition } = await loadOrThrow(buildYaml(true, ['Shop']));
    const plan = await tenant().plan(definition);
    tenant().emulator.setFaults([{ method: 'POST', path: '/organizations/{id}/clients', fault: { status: 400 } }]);
    const result = await tenant().apply(plan, definition);
    tenant().emulator.setFaults([]);
    expect(result.operations.filter(({ status }) => status !== 'done').map(({ id }) => id)).toEqual([
      'link organizations/acme clients',
      'update organizations/acme (step 2)',
    ]);
    expect(
      tenant()
        .listWrites()
        .map(({ method }) => method),
    ).not.toContain('PATCH');
  });
});
