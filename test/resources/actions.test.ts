import { beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/plan/result.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };
const CODE = 'exports.onExecutePostLogin = async () => {};';
const BOUND = 'triggers: { post-login: [{ action_name: greet }] }';
const NO_PAUSE = { readyPolling: { looks: 3, everyMs: 1 } };

beforeEach(() => tenant().emulator.reset());

const buildGreetYaml = (code = CODE, more = ''): string =>
  `actions:\n  - { name: greet, code: "${code}", supported_triggers: [{ id: post-login, version: v3 }]${more} }\n`;
const loadDefinition = async (...texts: readonly string[]) => (await loadOrThrow(texts.join('\n'))).definition;
const listWrites = (at: TenantPipeline, from: number): readonly string[] =>
  at.listWrites(from).map(({ method, path }) => `${method} ${path.replace(/^\/api\/v2/, '').replace(/[0-9a-f-]{36}/, 'ID')}`);
const formatOutcomes = (result: Result) =>
  result.operations.map(({ id, status, problems }) => [id, status, ...problems.map(({ code }) => code)].join(' '));
const findActionId = async (at: TenantPipeline): Promise<string> =>
  getLiveResources(await at.takeSnapshot(await loadDefinition(buildGreetYaml())), 'actions')[0]?.id ?? '';

describe('an action', () => {
  it('is made, built, deployed and bound in one apply', async () => {
    const at = tenant();
    const definition = await loadDefinition(BOUND, buildGreetYaml());
    const from = at.listRequests().length;
    const { plan } = await at.applyDefinition(definition);
    expect(listWrites(at, from)).toEqual([
      'POST /actions/actions',
      'POST /actions/actions/ID/deploy',
      'PATCH /actions/triggers/post-login/bindings',
    ]);
    expect(plan.cost).toMatchObject({ writes: 3 });
    expect(describeOperations(await at.plan(definition))).toEqual([]);
  });

  it('is built and deployed anew when its code changes, and stays bound', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    const changed = await loadDefinition(BOUND, buildGreetYaml('exports.changed = 1;'));
    const from = at.listRequests().length;
    const { plan } = await at.applyDefinition(changed);
    expect(describeOperations(plan)).toEqual(['update actions/greet: replace /code']);
    expect(listWrites(at, from)).toEqual(['PATCH /actions/actions/ID', 'POST /actions/actions/ID/deploy']);
    expect(describeOperations(await at.plan(changed))).toEqual([]);
  });

  it('is unbound before it is deleted', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    const from = at.listRequests().length;
    const nothing = await loadDefinition(
      'actions: []\ntriggers: { post-login: [] }\nreconcile: { prune: [actions], limits: { delete: 100% } }',
    );
    await at.applyDefinition(nothing);
    expect(listWrites(at, from)).toEqual(['PATCH /actions/triggers/post-login/bindings', 'DELETE /actions/actions/ID']);
    expect(describeOperations(await at.plan(nothing))).toEqual([]);
  });

  it('that is pruned while a trigger that nobody declares has it is taken out of there', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    const nothing = await loadDefinition('actions: []\nreconcile: { prune: [actions], limits: { delete: 100% } }');
    await at.applyDefinition(nothing);
    expect(describeOperations(await at.plan(nothing))).toEqual([]);
  });

  it('keeps its id and its place under another name', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    const renamed = await loadDefinition(
      'triggers: { post-login: [{ action_name: hello }] }',
      buildGreetYaml(CODE, ', $renamed_from: greet').replace('name: greet', 'name: hello'),
    );
    const { plan } = await at.applyDefinition(renamed);
    expect(describeOperations(plan)).toEqual([
      'update actions/hello: replace /name',
      'update triggers/post-login: replace /bindings',
    ]);
    expect(describeOperations(await at.plan(renamed))).toEqual([]);
  });

  it('that nobody wants deployed is made, and left alone', async () => {
    const at = tenant();
    const draft = await loadDefinition(buildGreetYaml(CODE, ', deployed: false'));
    const from = at.listRequests().length;
    await at.applyDefinition(draft);
    expect(listWrites(at, from)).toEqual(['POST /actions/actions']);
    expect(describeOperations(await at.plan(draft))).toEqual([]);
  });

  it('that is there as a draft is deployed before it is bound', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(buildGreetYaml(CODE, ', deployed: false')));
    const from = at.listRequests().length;
    const { plan } = await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    expect(describeOperations(plan)).toEqual([
      'update actions/greet: replace /deployed',
      'update triggers/post-login: replace /bindings',
    ]);
    expect(listWrites(at, from)).toEqual(['POST /actions/actions/ID/deploy', 'PATCH /actions/triggers/post-login/bindings']);
  });

  it('that somebody saved without deploying has drifted', async () => {
    const at = tenant();
    const definition = await loadDefinition(buildGreetYaml());
    await at.applyDefinition(definition);
    const ann = at.emulator.asPerson(ANN);
    await ann.request('PATCH', `/actions/actions/${await findActionId(at)}`, { code: CODE });
    expect(describeOperations(await at.plan(definition))).toEqual(['update actions/greet: replace /deployed']);
    await at.applyDefinition(definition);
    expect(describeOperations(await at.plan(definition))).toEqual([]);
  });

  it('tells secrets by their names, and sets the values', async () => {
    const at = tenant();
    const buildSecretYaml = (value: string) => buildGreetYaml(CODE, `, secrets: [{ name: KEY, value: ${value} }]`);
    await at.applyDefinition(await loadDefinition(buildSecretYaml('first')));
    const same = await loadDefinition(buildSecretYaml('second'));
    expect(describeOperations(await at.plan(same))).toEqual([]);
    const more = await loadDefinition(buildGreetYaml(CODE, ', secrets: [{ name: KEY, value: a }, { name: TOKEN, value: b }]'));
    const { plan } = await at.applyDefinition(more);
    expect(describeOperations(plan)).toEqual(['update actions/greet: add /secrets/TOKEN']);
    const { plan: fewer } = await at.applyDefinition(await loadDefinition(buildGreetYaml(CODE, ', secrets: []')));
    expect(describeOperations(fewer)).toEqual(['update actions/greet: remove /secrets/KEY, remove /secrets/TOKEN']);
    expect(JSON.stringify([plan, fewer])).not.toContain('first');
  });
});

describe('a trigger', () => {
  it('runs its actions in the declared order, and has no others', async () => {
    const at = tenant();
    const two = `${buildGreetYaml()}${buildGreetYaml().replace('actions:\n', '').replace('greet', 'audit')}`;
    const buildTriggersYaml = (...names: readonly string[]) =>
      `triggers: { post-login: [${names.map((name) => `{ action_name: ${name} }`).join(', ')}] }`;
    await at.applyDefinition(await loadDefinition(two, buildTriggersYaml('greet', 'audit')));
    const turned = await loadDefinition(two, buildTriggersYaml('audit', 'greet'));
    const { plan } = await at.applyDefinition(turned);
    expect(describeOperations(plan)).toEqual(['update triggers/post-login: replace /bindings']);
    expect(describeOperations(await at.plan(turned))).toEqual([]);
    const one = await loadDefinition(two, buildTriggersYaml('audit'));
    await at.applyDefinition(one);
    expect(describeOperations(await at.plan(one))).toEqual([]);
  });

  it('deploys what it binds, whatever the action says', async () => {
    const at = tenant();
    const definition = await loadDefinition(BOUND, buildGreetYaml(CODE, ', deployed: false'));
    await at.applyDefinition(definition);
    expect(describeOperations(await at.plan(definition))).toEqual([]);
  });

  it('takes an action of which an earlier version runs', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(buildGreetYaml()));
    const { plan } = await at.applyDefinition(
      await loadDefinition(BOUND, buildGreetYaml('exports.later = 1;', ', deployed: false')),
    );
    expect(describeOperations(plan)).toEqual([
      'update actions/greet: replace /code',
      'update triggers/post-login: replace /bindings',
    ]);
  });

  it('does not take an action that is only a draft in the tenant', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(buildGreetYaml(CODE, ', deployed: false')));
    expect((await at.tryPlan(await loadDefinition(BOUND))).problems).toMatchObject([{ code: 'not-in-effect' }]);
  });

  it('does not take an action that nobody knows', async () => {
    expect((await tenant().tryPlan(await loadDefinition(BOUND))).problems).toMatchObject([{ code: 'dangling-reference' }]);
  });
});

describe('a build', () => {
  const broken = buildGreetYaml(CODE, ', dependencies: [{ name: no such package, version: 1.0.0 }]');

  it('that fails is told, and nothing is bound', async () => {
    const at = tenant();
    const definition = await loadDefinition(BOUND, broken);
    const result = await at.apply(await at.plan(definition), definition, NO_PAUSE);
    expect(formatOutcomes(result)).toEqual([
      'create actions/greet failed build-failed',
      'update triggers/post-login not started',
    ]);
    expect(result.operations[0]?.problems[0]?.message).toContain('no such package');
    expect(result.operations[0]).toMatchObject({ partly: true, liveId: expect.any(String) });
    expect(listWrites(at, 0)).toEqual(['POST /actions/actions']);
    const repaired = await loadDefinition(BOUND, buildGreetYaml(CODE, ', dependencies: []'));
    await at.applyDefinition(repaired);
    expect(describeOperations(await at.plan(repaired))).toEqual([]);
  });

  it('that fails leaves running what ran before, and is told again by the next apply', async () => {
    const at = tenant();
    await at.applyDefinition(await loadDefinition(BOUND, buildGreetYaml()));
    const definition = await loadDefinition(BOUND, broken);
    const first = await at.apply(await at.plan(definition), definition, NO_PAUSE);
    expect(formatOutcomes(first)).toEqual(['update actions/greet failed build-failed']);
    const again = await at.plan(definition);
    expect(describeOperations(again)).toEqual(['update actions/greet: replace /deployed']);
    const second = await at.apply(again, definition, NO_PAUSE);
    expect(formatOutcomes(second)).toEqual(['update actions/greet failed build-failed']);
    const { body } = await at.emulator.asPerson(ANN).request('GET', `/actions/actions/${await findActionId(at)}`);
    expect(body).toMatchObject({ status: 'failed', deployed_version: { code: CODE, deployed: true } });
  });

  const setBuildingFault = (at: TenantPipeline, times: number): void =>
    at.emulator.setFaults([
      { method: 'GET', path: '/actions/actions/{id}', every: 1, times, fault: { status: 200, body: { status: 'building' } } },
    ]);

  it('is looked at until it is done', async () => {
    const at = tenant();
    const definition = await loadDefinition(BOUND, buildGreetYaml());
    const plan = await at.plan(definition);
    setBuildingFault(at, 2);
    const result = await at.apply(plan, definition, NO_PAUSE);
    expect(formatOutcomes(result)).toEqual(['create actions/greet done', 'update triggers/post-login done']);
  });

  it('is not waited for without end', async () => {
    const at = tenant();
    const definition = await loadDefinition(BOUND, buildGreetYaml());
    const plan = await at.plan(definition);
    setBuildingFault(at, 100);
    const from = at.listRequests().length;
    const result = await at.apply(plan, definition, NO_PAUSE);
    expect(formatOutcomes(result)).toEqual([
      'create actions/greet failed outcome-unknown',
      'update triggers/post-login not started',
    ]);
    expect(at.listRequests(from).filter(({ path }) => /actions\/[0-9a-f-]{36}$/.test(path))).toHaveLength(3);
  });

  it('does not hold up the next: all are waited for together', async () => {
    const at = tenant();
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    const all = names.map((name) => buildGreetYaml().replace('actions:\n', '').replace('greet', name)).join('');
    const definition = await loadDefinition(`actions:\n${all}`);
    const plan = await at.plan(definition);
    setBuildingFault(at, 12);
    const from = at.listRequests().length;
    await at.apply(plan, definition, { concurrency: 1, readyPolling: { looks: 3, everyMs: 900 } });
    const steps = at
      .listRequests(from)
      .flatMap(({ method, path }) => (isDeploy(path) ? ['deploy'] : method === 'POST' ? ['create'] : []));
    expect(steps).toEqual([...names.map(() => 'create'), ...names.map(() => 'deploy')]);
  });
});

const isDeploy = (path: string): boolean => path.endsWith('/deploy');
