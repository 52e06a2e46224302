import { beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/plan/result.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { loaded } from '../loader/support.ts';
import { type Emulated, emulatedForFile } from '../support/emulated.ts';
import { operationsOf } from '../support/operations.ts';

const tenant = emulatedForFile();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };
const CODE = 'exports.onExecutePostLogin = async () => {};';
const BOUND = 'triggers: { post-login: [{ action_name: greet }] }';
const NO_PAUSE = { readyPolling: { looks: 3, everyMs: 1 } };

beforeEach(() => tenant().emulator.reset());

const greet = (code = CODE, more = ''): string =>
  `actions:\n  - { name: greet, code: "${code}", supported_triggers: [{ id: post-login, version: v3 }]${more} }\n`;
const definitionOf = async (...texts: readonly string[]) => (await loaded(texts.join('\n'))).definition;
const written = (at: Emulated, from: number): readonly string[] =>
  at.writes(from).map(({ method, path }) => `${method} ${path.replace(/^\/api\/v2/, '').replace(/[0-9a-f-]{36}/, 'ID')}`);
const outcome = (result: Result) =>
  result.operations.map(({ id, status, problems }) => [id, status, ...problems.map(({ code }) => code)].join(' '));
const idOf = async (at: Emulated): Promise<string> =>
  getLiveResources(await at.snapshot(await definitionOf(greet())), 'actions')[0]?.id ?? '';

describe('an action', () => {
  it('is made, built, deployed and bound in one apply', async () => {
    const at = tenant();
    const definition = await definitionOf(BOUND, greet());
    const from = at.requests().length;
    const { plan } = await at.become(definition);
    expect(written(at, from)).toEqual([
      'POST /actions/actions',
      'POST /actions/actions/ID/deploy',
      'PATCH /actions/triggers/post-login/bindings',
    ]);
    expect(plan.cost).toMatchObject({ writes: 3 });
    expect(operationsOf(await at.plan(definition))).toEqual([]);
  });

  it('is built and deployed anew when its code changes, and stays bound', async () => {
    const at = tenant();
    await at.become(await definitionOf(BOUND, greet()));
    const changed = await definitionOf(BOUND, greet('exports.changed = 1;'));
    const from = at.requests().length;
    const { plan } = await at.become(changed);
    expect(operationsOf(plan)).toEqual(['update actions/greet: replace /code']);
    expect(written(at, from)).toEqual(['PATCH /actions/actions/ID', 'POST /actions/actions/ID/deploy']);
    expect(operationsOf(await at.plan(changed))).toEqual([]);
  });

  it('is unbound before it is deleted', async () => {
    const at = tenant();
    await at.become(await definitionOf(BOUND, greet()));
    const from = at.requests().length;
    const nothing = await definitionOf(
      'actions: []\ntriggers: { post-login: [] }\nreconcile: { prune: [actions], limits: { delete: 100% } }',
    );
    await at.become(nothing);
    expect(written(at, from)).toEqual(['PATCH /actions/triggers/post-login/bindings', 'DELETE /actions/actions/ID']);
    expect(operationsOf(await at.plan(nothing))).toEqual([]);
  });

  it('that is pruned while a trigger that nobody declares has it is taken out of there', async () => {
    const at = tenant();
    await at.become(await definitionOf(BOUND, greet()));
    const nothing = await definitionOf('actions: []\nreconcile: { prune: [actions], limits: { delete: 100% } }');
    await at.become(nothing);
    expect(operationsOf(await at.plan(nothing))).toEqual([]);
  });

  it('keeps its id and its place under another name', async () => {
    const at = tenant();
    await at.become(await definitionOf(BOUND, greet()));
    const renamed = await definitionOf(
      'triggers: { post-login: [{ action_name: hello }] }',
      greet(CODE, ', $renamed_from: greet').replace('name: greet', 'name: hello'),
    );
    const { plan } = await at.become(renamed);
    expect(operationsOf(plan)).toEqual(['update actions/hello: replace /name', 'update triggers/post-login: replace /bindings']);
    expect(operationsOf(await at.plan(renamed))).toEqual([]);
  });

  it('that nobody wants deployed is made, and left alone', async () => {
    const at = tenant();
    const draft = await definitionOf(greet(CODE, ', deployed: false'));
    const from = at.requests().length;
    await at.become(draft);
    expect(written(at, from)).toEqual(['POST /actions/actions']);
    expect(operationsOf(await at.plan(draft))).toEqual([]);
  });

  it('that is there as a draft is deployed before it is bound', async () => {
    const at = tenant();
    await at.become(await definitionOf(greet(CODE, ', deployed: false')));
    const from = at.requests().length;
    const { plan } = await at.become(await definitionOf(BOUND, greet()));
    expect(operationsOf(plan)).toEqual([
      'update actions/greet: replace /deployed',
      'update triggers/post-login: replace /bindings',
    ]);
    expect(written(at, from)).toEqual(['POST /actions/actions/ID/deploy', 'PATCH /actions/triggers/post-login/bindings']);
  });

  it('that somebody saved without deploying has drifted', async () => {
    const at = tenant();
    const definition = await definitionOf(greet());
    await at.become(definition);
    const ann = at.emulator.asPerson(ANN);
    await ann.request('PATCH', `/actions/actions/${await idOf(at)}`, { code: CODE });
    expect(operationsOf(await at.plan(definition))).toEqual(['update actions/greet: replace /deployed']);
    await at.become(definition);
    expect(operationsOf(await at.plan(definition))).toEqual([]);
  });

  it('tells secrets by their names, and sets the values', async () => {
    const at = tenant();
    const secrets = (value: string) => greet(CODE, `, secrets: [{ name: KEY, value: ${value} }]`);
    await at.become(await definitionOf(secrets('first')));
    const same = await definitionOf(secrets('second'));
    expect(operationsOf(await at.plan(same))).toEqual([]);
    const more = await definitionOf(greet(CODE, ', secrets: [{ name: KEY, value: a }, { name: TOKEN, value: b }]'));
    const { plan } = await at.become(more);
    expect(operationsOf(plan)).toEqual(['update actions/greet: add /secrets/TOKEN']);
    const { plan: fewer } = await at.become(await definitionOf(greet(CODE, ', secrets: []')));
    expect(operationsOf(fewer)).toEqual(['update actions/greet: remove /secrets/KEY, remove /secrets/TOKEN']);
    expect(JSON.stringify([plan, fewer])).not.toContain('first');
  });
});

describe('a trigger', () => {
  it('runs its actions in the declared order, and has no others', async () => {
    const at = tenant();
    const two = `${greet()}${greet().replace('actions:\n', '').replace('greet', 'audit')}`;
    const order = (...names: readonly string[]) =>
      `triggers: { post-login: [${names.map((name) => `{ action_name: ${name} }`).join(', ')}] }`;
    await at.become(await definitionOf(two, order('greet', 'audit')));
    const turned = await definitionOf(two, order('audit', 'greet'));
    const { plan } = await at.become(turned);
    expect(operationsOf(plan)).toEqual(['update triggers/post-login: replace /bindings']);
    expect(operationsOf(await at.plan(turned))).toEqual([]);
    const one = await definitionOf(two, order('audit'));
    await at.become(one);
    expect(operationsOf(await at.plan(one))).toEqual([]);
  });

  it('deploys what it binds, whatever the action says', async () => {
    const at = tenant();
    const definition = await definitionOf(BOUND, greet(CODE, ', deployed: false'));
    await at.become(definition);
    expect(operationsOf(await at.plan(definition))).toEqual([]);
  });

  it('takes an action of which an earlier version runs', async () => {
    const at = tenant();
    await at.become(await definitionOf(greet()));
    const { plan } = await at.become(await definitionOf(BOUND, greet('exports.later = 1;', ', deployed: false')));
    expect(operationsOf(plan)).toEqual(['update actions/greet: replace /code', 'update triggers/post-login: replace /bindings']);
  });

  it('does not take an action that is only a draft in the tenant', async () => {
    const at = tenant();
    await at.become(await definitionOf(greet(CODE, ', deployed: false')));
    expect((await at.tryPlan(await definitionOf(BOUND))).problems).toMatchObject([{ code: 'not-in-effect' }]);
  });

  it('does not take an action that nobody knows', async () => {
    expect((await tenant().tryPlan(await definitionOf(BOUND))).problems).toMatchObject([{ code: 'dangling-reference' }]);
  });
});

describe('a build', () => {
  const broken = greet(CODE, ', dependencies: [{ name: no such package, version: 1.0.0 }]');

  it('that fails is told, and nothing is bound', async () => {
    const at = tenant();
    const definition = await definitionOf(BOUND, broken);
    const result = await at.apply(await at.plan(definition), definition, NO_PAUSE);
    expect(outcome(result)).toEqual(['create actions/greet failed build-failed', 'update triggers/post-login not started']);
    expect(result.operations[0]?.problems[0]?.message).toContain('no such package');
    expect(result.operations[0]).toMatchObject({ partly: true, liveId: expect.any(String) });
    expect(written(at, 0)).toEqual(['POST /actions/actions']);
    const repaired = await definitionOf(BOUND, greet(CODE, ', dependencies: []'));
    await at.become(repaired);
    expect(operationsOf(await at.plan(repaired))).toEqual([]);
  });

  it('that fails leaves running what ran before, and is told again by the next apply', async () => {
    const at = tenant();
    await at.become(await definitionOf(BOUND, greet()));
    const definition = await definitionOf(BOUND, broken);
    const first = await at.apply(await at.plan(definition), definition, NO_PAUSE);
    expect(outcome(first)).toEqual(['update actions/greet failed build-failed']);
    const again = await at.plan(definition);
    expect(operationsOf(again)).toEqual(['update actions/greet: replace /deployed']);
    const second = await at.apply(again, definition, NO_PAUSE);
    expect(outcome(second)).toEqual(['update actions/greet failed build-failed']);
    const { body } = await at.emulator.asPerson(ANN).request('GET', `/actions/actions/${await idOf(at)}`);
    expect(body).toMatchObject({ status: 'failed', deployed_version: { code: CODE, deployed: true } });
  });

  const busy = (at: Emulated, times: number): void =>
    at.emulator.setFaults([
      { method: 'GET', path: '/actions/actions/{id}', every: 1, times, fault: { status: 200, body: { status: 'building' } } },
    ]);

  it('is looked at until it is done', async () => {
    const at = tenant();
    const definition = await definitionOf(BOUND, greet());
    const plan = await at.plan(definition);
    busy(at, 2);
    const result = await at.apply(plan, definition, NO_PAUSE);
    expect(outcome(result)).toEqual(['create actions/greet done', 'update triggers/post-login done']);
  });

  it('is not waited for without end', async () => {
    const at = tenant();
    const definition = await definitionOf(BOUND, greet());
    const plan = await at.plan(definition);
    busy(at, 100);
    const from = at.requests().length;
    const result = await at.apply(plan, definition, NO_PAUSE);
    expect(outcome(result)).toEqual(['create actions/greet failed outcome-unknown', 'update triggers/post-login not started']);
    expect(at.requests(from).filter(({ path }) => /actions\/[0-9a-f-]{36}$/.test(path))).toHaveLength(3);
  });

  it('does not hold up the next: all are waited for together', async () => {
    const at = tenant();
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    const all = names.map((name) => greet().replace('actions:\n', '').replace('greet', name)).join('');
    const definition = await definitionOf(`actions:\n${all}`);
    const plan = await at.plan(definition);
    busy(at, 12);
    const from = at.requests().length;
    await at.apply(plan, definition, { concurrency: 1, readyPolling: { looks: 3, everyMs: 900 } });
    const steps = at
      .requests(from)
      .flatMap(({ method, path }) => (isDeploy(path) ? ['deploy'] : method === 'POST' ? ['create'] : []));
    expect(steps).toEqual([...names.map(() => 'create'), ...names.map(() => 'deploy')]);
  });
});

const isDeploy = (path: string): boolean => path.endsWith('/deploy');
