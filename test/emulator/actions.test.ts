import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { startTenant, type TestTenant, toRecord } from './test-tenant.ts';

const DRAFT = { name: 'Greet', supported_triggers: [{ id: 'post-login', version: 'v3' }], code: 'exports.x = 1;' };
const NANOSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;

/** Created, read until it is built, deployed. */
async function createDeployedAction({ call, get, make }: TestTenant, more: object = {}): Promise<string> {
  const action = await make('/actions/actions', { ...DRAFT, ...more });
  await get(`/actions/actions/${action.id}`);
  expect((await call('POST', `/actions/actions/${action.id}/deploy`)).status).toBe(200);
  return String(action.id);
}

const getBindings = (body: JsonValue): JsonValue => toRecord(body).bindings ?? null;

describe('an action', () => {
  it('is pending when it is made and built when it is looked at', async () => {
    const { call, get, make } = await startTenant();
    const action = await make('/actions/actions', { ...DRAFT, secrets: [{ name: 'KEY', value: 'hidden' }] });
    expect(action).toMatchObject({
      created_at: expect.stringMatching(NANOSECONDS),
      dependencies: [],
      runtime: 'node22',
      status: 'pending',
      secrets: [{ name: 'KEY', updated_at: expect.stringMatching(NANOSECONDS) }],
      all_changes_deployed: false,
    });
    expect(action).not.toHaveProperty('deployed_version');
    expect(JSON.stringify(action)).not.toContain('hidden');
    expect((await call('POST', `/actions/actions/${action.id}/deploy`)).status).toBe(400);
    expect((await get(`/actions/actions/${action.id}`)).body).toMatchObject({ status: 'built' });
    expect((await call('PATCH', `/actions/actions/${action.id}`, { code: '2' })).body).toMatchObject({ status: 'pending' });
  });

  it('does not build while the emulator is told so', async () => {
    const { call, get, make, callEmulator: told } = await startTenant();
    await told('builds', { action: 'Greet', fails: true });
    const action = await make('/actions/actions', { ...DRAFT, deploy: true });
    expect(action).toMatchObject({ status: 'pending', all_changes_deployed: false });
    const path = `/actions/actions/${action.id}`;
    expect((await get(path)).body).toMatchObject({ status: 'failed' });
    expect((await call('POST', `${path}/deploy`)).status).toBe(400);
    await told('builds', { action: 'Greet', fails: false });
    expect((await get(path)).body).toMatchObject({ status: 'failed' });
    await call('PATCH', path, { code: '2' });
    expect((await get(path)).body).toMatchObject({ status: 'built' });
    expect((await call('POST', `${path}/deploy`)).status).toBe(200);
    expect((await told('builds', { action: 'Greet' })).status).toBe(400);
  });

  it('is deployed as a version', async () => {
    const own = await startTenant();
    const id = await createDeployedAction(own);
    expect((await own.get(`/actions/actions/${id}`)).body).toMatchObject({
      all_changes_deployed: true,
      current_version: { status: 'BUILT', number: 1 },
      deployed_version: { status: 'built', number: 1, deployed: true },
    });
    await own.call('PATCH', `/actions/actions/${id}`, { code: 'changed' });
    await own.get(`/actions/actions/${id}`);
    expect((await own.call('POST', `/actions/actions/${id}/deploy`)).body).toMatchObject({ number: 2, deployed: false });
    const { body } = await own.get(`/actions/actions/${id}/versions`);
    expect(body).toMatchObject({ total: 2, per_page: 20, versions: [{ number: 2, deployed: true }, { number: 1 }] });
  });

  it('is not built with a package that cannot be, until it is changed', async () => {
    const { call, get, make } = await startTenant();
    const action = await make('/actions/actions', { ...DRAFT, dependencies: [{ name: 'no such package', version: '1.0.0' }] });
    expect(action).toMatchObject({ status: 'pending' });
    const { body } = await get(`/actions/actions/${action.id}`);
    expect(body).toMatchObject({
      status: 'failed',
      errors: [{ id: 'invalid_dependency', msg: expect.stringContaining('no such package') }],
    });
    expect((await call('POST', `/actions/actions/${action.id}/deploy`)).status).toBe(400);
    await call('PATCH', `/actions/actions/${action.id}`, { dependencies: [] });
    const repaired = (await get(`/actions/actions/${action.id}`)).body;
    expect(repaired).toMatchObject({ status: 'built' });
    expect(repaired).not.toHaveProperty('errors');
  });

  it('goes back to an earlier version as a new one', async () => {
    const own = await startTenant();
    const id = await createDeployedAction(own);
    const first = toRecord(toRecord((await own.get(`/actions/actions/${id}`)).body).deployed_version);
    await own.call('PATCH', `/actions/actions/${id}`, { code: 'changed' });
    const path = `/actions/actions/${id}/versions/${first.id}/deploy`;
    expect((await own.call('POST', path, { update_draft: true })).body).toMatchObject({ number: 2, code: DRAFT.code });
    expect((await own.get(`/actions/actions/${id}`)).body).toMatchObject({ code: DRAFT.code, all_changes_deployed: true });
  });

  it('is found by its name and trigger; counts that are zero are left out', async () => {
    const { get, make } = await startTenant();
    await make('/actions/actions', DRAFT);
    expect((await get('/actions/actions?actionName=other')).body).toEqual({ actions: [], per_page: 20 });
    expect((await get('/actions/actions?triggerId=post-login&per_page=5')).body).toMatchObject({ total: 1, per_page: 5 });
    expect((await get('/actions/actions?page=1')).body).toEqual({ actions: [], page: 1, per_page: 20 });
    expect((await get('/actions/actions?triggerId=lunch')).status).toBe(400);
  });

  it('does not exist without an error code', async () => {
    const { call, get } = await startTenant();
    const nobody = { statusCode: 404, error: 'Not Found', message: 'That action does not exist.' };
    expect((await get('/actions/actions/none')).body).toEqual(nobody);
    expect((await call('DELETE', '/actions/actions/none')).body).toEqual(nobody);
  });
});

describe('bindings', () => {
  it('are replaced as a list, with new ids each time', async () => {
    const own = await startTenant();
    const path = '/actions/triggers/post-login/bindings';
    const [one, two] = [await createDeployedAction(own), await createDeployedAction(own, { name: 'Part' })];
    const wanted = [one, two].map((value) => ({ ref: { type: 'action_id', value }, display_name: value }));
    const first = await own.call('PATCH', path, { bindings: wanted });
    expect(first.body).toMatchObject({ bindings: [{ trigger_id: 'post-login', action: { id: one } }, { action: { id: two } }] });
    const second = await own.call('PATCH', path, { bindings: wanted.toReversed() });
    expect(second.body).toMatchObject({ bindings: [{ action: { id: two } }, { action: { id: one } }] });
    expect(JSON.stringify(getBindings(first.body))).not.toContain(
      String(toRecord(toRecord({ ...[getBindings(second.body)].flat() })[0]).id),
    );
    expect((await own.get(path)).body).toMatchObject({ total: 2, per_page: 20 });
    expect((await own.call('PATCH', path, { bindings: [] })).body).toEqual({ bindings: [] });
  });

  it('keep an action from being deleted, unless by force', async () => {
    const own = await startTenant();
    const id = await createDeployedAction(own);
    await own.call('PATCH', '/actions/triggers/post-login/bindings', {
      bindings: [{ ref: { type: 'action_name', value: 'Greet' } }],
    });
    expect((await own.call('DELETE', `/actions/actions/${id}`)).status).toBe(400);
    expect((await own.call('DELETE', `/actions/actions/${id}?force=true`)).status).toBe(204);
    expect((await own.get('/actions/triggers/post-login/bindings')).body).toEqual({ bindings: [], per_page: 20 });
  });

  it('are for deployed actions of the trigger', async () => {
    const own = await startTenant();
    const draft = await own.make('/actions/actions', DRAFT);
    const bind = (trigger: string) =>
      own.call('PATCH', `/actions/triggers/${trigger}/bindings`, { bindings: [{ ref: { type: 'action_id', value: draft.id } }] });
    expect((await bind('post-login')).status).toBe(400);
    expect((await bind('credentials-exchange')).status).toBe(400);
    expect((await bind('lunch')).body).toMatchObject({ errorCode: 'invalid_uri' });
  });

  it('have the triggers of today', async () => {
    const { get } = await startTenant();
    const { triggers } = toRecord((await get('/actions/triggers')).body);
    expect(triggers).toHaveLength(20);
    expect(triggers).toContainEqual({
      id: 'event-stream',
      version: 'v1',
      status: 'CURRENT',
      runtimes: ['node22'],
      default_runtime: 'node22',
      binding_policy: 'entity-bound',
      compatible_triggers: [],
    });
  });
});

describe('modules', () => {
  it('are published, used, and kept while they are used', async () => {
    const { call, get, make } = await startTenant();
    const module = await make('/actions/modules', { name: 'greeter', code: 'module.exports = {}' });
    expect(module).toMatchObject({ all_changes_published: false, actions_using_module_total: 0 });
    const version = toRecord((await call('POST', `/actions/modules/${module.id}/versions`)).body);
    expect(version).toMatchObject({ version_number: 1, module_id: module.id });
    expect((await call('POST', `/actions/modules/${module.id}/versions`)).status).toBe(409);
    const used = [{ module_id: module.id, module_version_id: version.id }];
    const action = await make('/actions/actions', { ...DRAFT, modules: used });
    expect(action.modules).toEqual([
      { module_id: module.id, module_name: 'greeter', module_version_id: version.id, module_version_number: 1 },
    ]);
    expect((await get(`/actions/modules/${module.id}/actions`)).body).toMatchObject({
      actions: [{ action_id: action.id }],
      total: 1,
      per_page: 20,
    });
    expect((await call('DELETE', `/actions/modules/${module.id}`)).status).toBe(412);
    await call('DELETE', `/actions/actions/${action.id}`);
    expect((await call('DELETE', `/actions/modules/${module.id}`)).status).toBe(204);
    expect((await get('/actions/modules')).body).toEqual({ modules: [], total: 0, page: 0, per_page: 20 });
  });

  it('go back to a version', async () => {
    const { call, get, make } = await startTenant();
    const module = await make('/actions/modules', { name: 'greeter', code: 'one', publish: true });
    const [version] = [toRecord(toRecord((await get(`/actions/modules/${module.id}`)).body).latest_version)];
    await call('PATCH', `/actions/modules/${module.id}`, { code: 'two' });
    const back = { module_version_id: version.id };
    expect((await call('POST', `/actions/modules/${module.id}/rollback`, back)).body).toMatchObject({ code: 'one' });
    expect((await call('POST', `/actions/modules/${module.id}/rollback`, back)).status).toBe(409);
  });
});
