import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { DEFAULT_POLICY, type Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { OPERATION_REASON } from '../../src/model/plan/operation-reasons.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { generatePublicPem } from '../support/client-keys.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { readCollection } from '../support/tenant-dump.ts';
import { createEmulatorApi, expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let proxy: FaultProxy;
let api: ManagementApi;
const pems: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['A', 'B', 'C', 'D']) pems[name] = generatePublicPem();
  proxy = await startFaultProxy(tenant().emulator.url);
  api = createEmulatorApi({ ...tenant().emulator, url: proxy.url }, { timeoutMs: 2000 });
});
beforeEach(() => {
  tenant().emulator.reset();
  proxy.clear();
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

const buildKey = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  credential_type: 'public_key',
  pem: pems[name] ?? '',
  ...more,
});

const buildClientDefinition = (fields: JsonObject): Definition =>
  createDefinition([declareResource('clients', { name: 'Shop', ...fields })]);

const buildJwtDefinition = (...keys: readonly JsonObject[]): Definition =>
  buildClientDefinition({ client_authentication_methods: { private_key_jwt: { credentials: keys } } });

const getShopClient = (): JsonObject => {
  const found = readCollection(tenant().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop');
  return found?.[1] ?? {};
};
const listCredentials = (): readonly JsonObject[] =>
  readCollection(tenant().emulator.dump(), 'client_credentials').map(([, value]) => value);
const listCredentialNames = (): readonly JsonValue[] =>
  listCredentials()
    .map(({ name = null }) => name)
    .sort();

const collectIds = (value: JsonValue | undefined): readonly string[] => {
  if (value !== undefined && isArray(value)) return value.flatMap(collectIds);
  if (!isObject(value)) return [];
  const id = getObjectMember(value, 'id');
  return typeof id === 'string' ? [id] : Object.values(value).flatMap(collectIds);
};
const getCredentialName = (id: string): JsonValue => listCredentials().find((one) => one.id === id)?.name ?? id;
const listAttachedNames = (field = 'client_authentication_methods'): readonly JsonValue[] =>
  collectIds(getObjectMember(getShopClient(), field)).map(getCredentialName).sort();

/** `PATCH shop`, `POST credentials`, `DELETE credentials`: what was written since. */
const listWrites = (from: number): readonly string[] =>
  tenant()
    .listWrites(from)
    .map(({ method, path }) => `${method} ${/\/credentials/.test(path) ? 'credential' : 'client'}`);

const getOnlyOperation = (plan: Plan): Operation => {
  const [operation, ...more] = plan.operations;
  expect(more).toEqual([]);
  if (!operation) expect.fail('nothing to do');
  return operation;
};

const formatChangeSigns = ({ changes }: Operation): readonly string[] =>
  changes.map(({ op, path }) => `${{ add: '+', remove: '-', replace: '~' }[op]} ${path.split('/').slice(-1)}`);

/** Applies, looks that it cost what was announced, and that nothing is left to do. */
async function applyAndReplan(definition: Definition): Promise<{ readonly plan: Plan; readonly wrote: readonly string[] }> {
  const plan = await tenant().plan(definition);
  const from = tenant().listRequests().length;
  const result = await tenant().apply(plan, definition);
  expectAllDone(result);
  expect(result.requests).toEqual(plan.cost);
  const wrote = listWrites(from);
  expect((await tenant().plan(definition)).operations).toEqual([]);
  return { plan, wrote };
}

describe('keys of a client', () => {
  it('come with a new client, and are as declared from then on', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    expect([listCredentialNames(), listAttachedNames()]).toEqual([['A'], ['A']]);
  });

  it('are added to one that has a secret so far', async () => {
    await applyAndReplan(buildClientDefinition({ token_endpoint_auth_method: 'client_secret_post' }));
    const { plan, wrote } = await applyAndReplan(buildJwtDefinition(buildKey('A')));
    expect(wrote).toEqual(['POST credential', 'PATCH client']);
    expect(formatChangeSigns(getOnlyOperation(plan))).toEqual(['- token_endpoint_auth_method', '+ A']);
    expect([listCredentialNames(), listAttachedNames(), getObjectMember(getShopClient(), 'client_secret')]).toEqual([
      ['A'],
      ['A'],
      undefined,
    ]);
  });

  it('are added beside another, which stays', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const { plan, wrote } = await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    expect(wrote).toEqual(['POST credential', 'PATCH client']);
    expect(formatChangeSigns(getOnlyOperation(plan))).toEqual(['+ B']);
    expect(listAttachedNames()).toEqual(['A', 'B']);
  });

  it('are rotated where there is room: the new one counts before the old one goes', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const { plan, wrote } = await applyAndReplan(buildJwtDefinition(buildKey('B')));
    expect(wrote).toEqual(['POST credential', 'PATCH client', 'DELETE credential']);
    expect(formatChangeSigns(getOnlyOperation(plan))).toEqual(['- A', '+ B']);
    expect([listCredentialNames(), listAttachedNames()]).toEqual([['B'], ['B']]);
  });

  it('are rotated one of two at a time where there is none', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const { wrote } = await applyAndReplan(buildJwtDefinition(buildKey('B'), buildKey('C')));
    expect(wrote).toEqual(['PATCH client', 'DELETE credential', 'POST credential', 'PATCH client']);
    expect([listCredentialNames(), listAttachedNames()]).toEqual([
      ['B', 'C'],
      ['B', 'C'],
    ]);
  });

  it('are both rotated without a moment in which none is attached', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const definition = buildJwtDefinition(buildKey('C'), buildKey('D'));
    const plan = await tenant().plan(definition);
    const seen: number[] = [];
    const watched: ManagementApi = {
      ...tenant().api,
      send: async (request) => {
        const answer = await tenant().api.send(request);
        seen.push(listAttachedNames().length);
        expect(listCredentials().length).toBeLessThanOrEqual(2);
        return answer;
      },
    };
    expectAllDone(await tenant().apply(plan, definition, { api: watched }));
    expect(Math.min(...seen)).toBe(1);
    expect([listCredentialNames(), listAttachedNames()]).toEqual([
      ['C', 'D'],
      ['C', 'D'],
    ]);
    expect((await tenant().plan(definition)).operations).toEqual([]);
  });

  it('are seen to be other ones under their old name', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const kid = listCredentials()[0]?.kid;
    const { plan } = await applyAndReplan(buildJwtDefinition({ ...buildKey('A'), pem: pems.B ?? '' }));
    expect(getOnlyOperation(plan).changes.map(({ op }) => op)).toEqual(['remove', 'add']);
    expect(new Set(getOnlyOperation(plan).changes.map(({ path }) => path)).size).toBe(2);
    expect(listCredentials().map((one) => [one.name, one.kid === kid])).toEqual([['A', false]]);
  });

  it('are other ones as well with another name or algorithm', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const { wrote } = await applyAndReplan(buildJwtDefinition({ ...buildKey('A'), alg: 'PS256' }));
    expect(wrote).toEqual(['POST credential', 'PATCH client', 'DELETE credential']);
    expect(listCredentials().map(({ alg }) => alg)).toEqual(['PS256']);
  });

  it('change their end in place, and say it once however it is written', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A', { expires_at: '2033-05-13T09:33:13Z' })));
    const [before] = listCredentials();
    const { plan, wrote } = await applyAndReplan(buildJwtDefinition(buildKey('A', { expires_at: '2034-05-13T09:33:13Z' })));
    expect(wrote).toEqual(['PATCH credential']);
    expect(getOnlyOperation(plan).changes).toMatchObject([{ op: 'replace', path: expect.stringMatching(/\/A\/expires_at$/) }]);
    expect(listCredentials()).toMatchObject([{ id: before?.id, expires_at: '2034-05-13T09:33:13.000Z' }]);
  });

  it('are taken out, one and then all', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const one = await applyAndReplan(buildJwtDefinition(buildKey('B')));
    expect(one.wrote).toEqual(['PATCH client', 'DELETE credential']);
    expect(listCredentialNames()).toEqual(['B']);
    const { plan, wrote } = await applyAndReplan(
      buildClientDefinition({ client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' }),
    );
    expect(wrote).toEqual(['PATCH client', 'DELETE credential']);
    expect(getOnlyOperation(plan)).toMatchObject({ risk: 'disruptive' });
    expect([listCredentialNames(), listAttachedNames()]).toEqual([[], []]);
  });

  it('give way to certificates with another method', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const subjects = ['CN=one', 'CN=two'].map((subject_dn) => ({ credential_type: 'cert_subject_dn', subject_dn }));
    const { wrote } = await applyAndReplan(
      buildClientDefinition({ client_authentication_methods: { tls_client_auth: { credentials: subjects } } }),
    );
    expect(wrote).toEqual([
      'PATCH client',
      'DELETE credential',
      'POST credential',
      'PATCH client',
      'DELETE credential',
      'POST credential',
      'PATCH client',
    ]);
    expect(
      listCredentials()
        .map(({ subject_dn = null }) => subject_dn)
        .sort(),
    ).toEqual(['CN=one', 'CN=two']);
    expect(Object.keys(toObject(getShopClient().client_authentication_methods))).toEqual(['tls_client_auth']);
  });

  it('are left alone where nobody declares them', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    await applyAndReplan(buildClientDefinition({ description: 'mine' }));
    await applyAndReplan(buildClientDefinition({ signed_request_object: { required: true } }));
    expect([listCredentialNames(), listAttachedNames()]).toEqual([['A'], ['A']]);
  });

  it('are left alone where they are ignored, and so is what follows from them', async () => {
    await applyAndReplan(buildClientDefinition({ token_endpoint_auth_method: 'client_secret_post' }));
    const ignore = ['clients/*/client_authentication_methods'];
    expect(
      (await tenant().plan({ ...buildJwtDefinition(buildKey('A')), policy: { ...DEFAULT_POLICY, ignore } })).operations,
    ).toEqual([]);
  });

  it('of signed requests are kept while those of logins rotate, and the other way round', async () => {
    await applyAndReplan(buildClientDefinition({ signed_request_object: { credentials: [buildKey('A')] } }));
    await applyAndReplan(buildJwtDefinition(buildKey('B')));
    const { plan, wrote } = await applyAndReplan(buildJwtDefinition(buildKey('C')));
    // The one that is left belongs to somebody else: for a moment there is none, and the plan says so.
    expect(wrote).toEqual(['PATCH client', 'DELETE credential', 'POST credential', 'PATCH client']);
    expect(getOnlyOperation(plan).why).not.toBe(OPERATION_REASON.update);
    expect([listAttachedNames(), listAttachedNames('signed_request_object')]).toEqual([['C'], ['A']]);
    await applyAndReplan(buildClientDefinition({ signed_request_object: { required: true, credentials: [buildKey('D')] } }));
    expect([listAttachedNames(), listAttachedNames('signed_request_object'), listCredentialNames()]).toEqual([
      ['C'],
      ['D'],
      ['C', 'D'],
    ]);
  });

  it('never show in a plan', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const text = JSON.stringify(await tenant().plan(buildJwtDefinition(buildKey('B'), buildKey('C'))));
    expect(text).toContain('(secret)');
    for (const pem of Object.values(pems)) expect(text).not.toContain(JSON.stringify(pem).slice(30, 90));
  });
});

const toObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

describe('what cannot be', () => {
  const findPlanProblems = async (definition: Definition) => (await tenant().tryPlan(definition)).problems;

  it('is said before anything is changed: more keys than a client can have', async () => {
    const both = { client_authentication_methods: { private_key_jwt: { credentials: [buildKey('A'), buildKey('B')] } } };
    await applyAndReplan(buildClientDefinition({ signed_request_object: { credentials: [buildKey('D')] } }));
    const pointer = '/client_authentication_methods/private_key_jwt/credentials/0';
    expect(await findPlanProblems(buildClientDefinition(both))).toMatchObject([
      { code: 'wrong-value', place: { address: 'clients/Shop', pointer } },
    ]);
    tenant().emulator.reset();
    expect(
      await findPlanProblems(buildClientDefinition({ ...both, signed_request_object: { credentials: [buildKey('D')] } })),
    ).toMatchObject([{ code: 'wrong-value' }]);
  });

  it('is said before anything is changed: a key by an id that the client does not have', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    expect(await findPlanProblems(buildJwtDefinition({ id: 'cred_none' }))).toMatchObject([{ code: 'dangling-reference' }]);
    await applyAndReplan(buildJwtDefinition({ id: String(listCredentials()[0]?.id) }));
    expect(listCredentialNames()).toEqual(['A']);
  });
});

it('a key that is none does not cost another one its place', async () => {
  await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
  const { problems } = await tenant().tryPlan(
    buildJwtDefinition(buildKey('A'), { ...buildKey('C'), pem: '-----BEGIN PUBLIC KEY-----' }),
  );
  const pointer = '/client_authentication_methods/private_key_jwt/credentials/1/pem';
  expect(problems).toMatchObject([{ code: 'wrong-value', place: { address: 'clients/Shop', pointer } }]);
});

describe('what somebody else does', () => {
  it('is drift, and is set right', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const client = String(getShopClient().client_id);
    const [gone] = listCredentials().filter(({ name }) => name === 'A');
    const left = listCredentials().filter(({ name }) => name === 'B');
    const body = { client_authentication_methods: { private_key_jwt: { credentials: left.map(({ id = null }) => ({ id })) } } };
    await tenant().api.send({ method: 'PATCH', path: `/clients/${client}`, body });
    const detached = await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    expect(detached.wrote).toEqual(['PATCH client']);
    await tenant().api.send({ method: 'PATCH', path: `/clients/${client}`, body });
    await tenant().api.send({ method: 'DELETE', path: `/clients/${client}/credentials/${gone?.id}` });
    expect(
      formatChangeSigns(getOnlyOperation((await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')))).plan)),
    ).toEqual(['+ A']);
    expect(listAttachedNames()).toEqual(['A', 'B']);
  });

  it.each<[string, (client: string, id: string) => Parameters<ManagementApi['send']>[0]]>([
    ['another key', (client) => ({ method: 'POST', path: `/clients/${client}/credentials`, body: { ...buildKey('D') } })],
    [
      'another end of one',
      (client, id) => ({
        method: 'PATCH',
        path: `/clients/${client}/credentials/${id}`,
        body: { expires_at: '2050-01-01T00:00:00Z' },
      }),
    ],
  ])('between plan and apply is noticed: %s', async (_, request) => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const definition = buildJwtDefinition(buildKey('A'), buildKey('B'));
    const plan = await tenant().plan(definition);
    await tenant().api.send(request(String(getShopClient().client_id), String(listCredentials()[0]?.id)));
    const from = tenant().listRequests().length;
    expect((await tenant().apply(plan, definition)).refused).toMatchObject([{ code: 'plan-stale' }]);
    expect(listWrites(from)).toEqual([]);
  });
});

describe('answers that are lost, and runs that are killed', () => {
  it.each(['POST', 'PATCH', 'DELETE'])('a %s is not repeated', async (method) => {
    await applyAndReplan(buildJwtDefinition(buildKey('A'), buildKey('B')));
    const definition = buildJwtDefinition(buildKey('B'), buildKey('C'));
    const plan = await tenant().plan(definition);
    const from = tenant().listRequests().length;
    let lost = false;
    proxy.chooseFault = (seen) => {
      if (lost || seen.method !== method || !seen.path.includes('/clients')) return undefined;
      lost = true;
      return 'lost after';
    };
    expectAllDone(await tenant().apply(plan, definition, { api }));
    expect(listWrites(from).filter((one) => one === 'POST credential')).toHaveLength(1);
    expect([listCredentialNames(), listAttachedNames()]).toEqual([
      ['B', 'C'],
      ['B', 'C'],
    ]);
    expect((await tenant().plan(definition)).operations).toEqual([]);
  });

  it('an attach that never arrived is sent again', async () => {
    await applyAndReplan(buildJwtDefinition(buildKey('A')));
    const definition = buildJwtDefinition(buildKey('A'), buildKey('B'));
    const plan = await tenant().plan(definition);
    let lost = false;
    proxy.chooseFault = (seen) => {
      if (lost || seen.method !== 'PATCH') return undefined;
      lost = true;
      return 'lost before';
    };
    expectAllDone(await tenant().apply(plan, definition, { api }));
    expect(listAttachedNames()).toEqual(['A', 'B']);
  });

  const scenes: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['one of two', ['A', 'B'], ['B', 'C']],
    ['both', ['A', 'B'], ['C', 'D']],
    ['one for another', ['A'], ['B']],
  ];
  it.each(scenes)('killed anywhere, the next run ends where this one would have: %s', async (_, before, after) => {
    const definition = buildJwtDefinition(...after.map((name) => buildKey(name)));
    const earlier = buildJwtDefinition(...before.map((name) => buildKey(name)));
    await applyAndReplan(earlier);
    const { requests } = getOnlyOperation(await tenant().plan(definition));
    for (let sent = 0; sent < requests.length; sent += 1) {
      tenant().emulator.reset();
      await applyAndReplan(earlier);
      let count = 0;
      const cut: ManagementApi = {
        ...tenant().api,
        send: async (request) => {
          count += 1;
          if (count > sent) throw new Error('killed');
          return tenant().api.send(request);
        },
      };
      const plan = await tenant().plan(definition);
      await tenant().apply(plan, definition, { api: cut });
      const from = tenant().listRequests().length;
      await applyAndReplan(definition);
      expect([listCredentialNames(), listAttachedNames()]).toEqual([after, after]);
      const posted = requests.slice(0, sent).filter(({ method }) => method === 'POST').length;
      const needed = after.filter((name) => !before.includes(name)).length;
      expect(listWrites(from).filter((one) => one === 'POST credential')).toHaveLength(needed - posted);
    }
  });
});
