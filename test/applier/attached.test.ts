import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { DEFAULT_POLICY, type Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { OPERATION_REASON } from '../../src/model/plan/operation-reasons.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { apiOf, emulatedForFile, expectDone } from '../support/emulated.ts';
import { publicPem } from '../support/keys.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';
import { collection } from '../support/state.ts';
import { declared, definitionOf } from '../support/tenants.ts';

const tenant = emulatedForFile();
let proxy: FaultProxy;
let api: ManagementApi;
const pems: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['A', 'B', 'C', 'D']) pems[name] = publicPem();
  proxy = await startProxy(tenant().emulator.url);
  api = apiOf({ ...tenant().emulator, url: proxy.url }, { timeoutMs: 2000 });
});
beforeEach(() => {
  tenant().emulator.reset();
  proxy.clear();
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

const key = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  credential_type: 'public_key',
  pem: pems[name] ?? '',
  ...more,
});

const withFields = (fields: JsonObject): Definition => definitionOf([declared('clients', { name: 'Shop', ...fields })]);

const jwt = (...keys: readonly JsonObject[]): Definition =>
  withFields({ client_authentication_methods: { private_key_jwt: { credentials: keys } } });

const shop = (): JsonObject => {
  const found = collection(tenant().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop');
  return found?.[1] ?? {};
};
const there = (): readonly JsonObject[] => collection(tenant().emulator.dump(), 'client_credentials').map(([, value]) => value);
const names = (): readonly JsonValue[] =>
  there()
    .map(({ name = null }) => name)
    .sort();

const idsIn = (value: JsonValue | undefined): readonly string[] => {
  if (value !== undefined && isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  const id = getObjectMember(value, 'id');
  return typeof id === 'string' ? [id] : Object.values(value).flatMap(idsIn);
};
const nameOfId = (id: string): JsonValue => there().find((one) => one.id === id)?.name ?? id;
const attached = (field = 'client_authentication_methods'): readonly JsonValue[] =>
  idsIn(getObjectMember(shop(), field)).map(nameOfId).sort();

/** `PATCH shop`, `POST credentials`, `DELETE credentials`: what was written since. */
const written = (from: number): readonly string[] =>
  tenant()
    .writes(from)
    .map(({ method, path }) => `${method} ${/\/credentials/.test(path) ? 'credential' : 'client'}`);

const only = (plan: Plan): Operation => {
  const [operation, ...more] = plan.operations;
  expect(more).toEqual([]);
  if (!operation) expect.fail('nothing to do');
  return operation;
};

const signs = ({ changes }: Operation): readonly string[] =>
  changes.map(({ op, path }) => `${{ add: '+', remove: '-', replace: '~' }[op]} ${path.split('/').slice(-1)}`);

/** Applies, looks that it cost what was announced, and that nothing is left to do. */
async function become(definition: Definition): Promise<{ readonly plan: Plan; readonly wrote: readonly string[] }> {
  const plan = await tenant().plan(definition);
  const from = tenant().requests().length;
  const result = await tenant().apply(plan, definition);
  expectDone(result);
  expect(result.requests).toEqual(plan.cost);
  const wrote = written(from);
  expect((await tenant().plan(definition)).operations).toEqual([]);
  return { plan, wrote };
}

describe('keys of a client', () => {
  it('come with a new client, and are as declared from then on', async () => {
    await become(jwt(key('A')));
    expect([names(), attached()]).toEqual([['A'], ['A']]);
  });

  it('are added to one that has a secret so far', async () => {
    await become(withFields({ token_endpoint_auth_method: 'client_secret_post' }));
    const { plan, wrote } = await become(jwt(key('A')));
    expect(wrote).toEqual(['POST credential', 'PATCH client']);
    expect(signs(only(plan))).toEqual(['- token_endpoint_auth_method', '+ A']);
    expect([names(), attached(), getObjectMember(shop(), 'client_secret')]).toEqual([['A'], ['A'], undefined]);
  });

  it('are added beside another, which stays', async () => {
    await become(jwt(key('A')));
    const { plan, wrote } = await become(jwt(key('A'), key('B')));
    expect(wrote).toEqual(['POST credential', 'PATCH client']);
    expect(signs(only(plan))).toEqual(['+ B']);
    expect(attached()).toEqual(['A', 'B']);
  });

  it('are rotated where there is room: the new one counts before the old one goes', async () => {
    await become(jwt(key('A')));
    const { plan, wrote } = await become(jwt(key('B')));
    expect(wrote).toEqual(['POST credential', 'PATCH client', 'DELETE credential']);
    expect(signs(only(plan))).toEqual(['- A', '+ B']);
    expect([names(), attached()]).toEqual([['B'], ['B']]);
  });

  it('are rotated one of two at a time where there is none', async () => {
    await become(jwt(key('A'), key('B')));
    const { wrote } = await become(jwt(key('B'), key('C')));
    expect(wrote).toEqual(['PATCH client', 'DELETE credential', 'POST credential', 'PATCH client']);
    expect([names(), attached()]).toEqual([
      ['B', 'C'],
      ['B', 'C'],
    ]);
  });

  it('are both rotated without a moment in which none is attached', async () => {
    await become(jwt(key('A'), key('B')));
    const definition = jwt(key('C'), key('D'));
    const plan = await tenant().plan(definition);
    const seen: number[] = [];
    const watched: ManagementApi = {
      ...tenant().api,
      send: async (request) => {
        const answer = await tenant().api.send(request);
        seen.push(attached().length);
        expect(there().length).toBeLessThanOrEqual(2);
        return answer;
      },
    };
    expectDone(await tenant().apply(plan, definition, { api: watched }));
    expect(Math.min(...seen)).toBe(1);
    expect([names(), attached()]).toEqual([
      ['C', 'D'],
      ['C', 'D'],
    ]);
    expect((await tenant().plan(definition)).operations).toEqual([]);
  });

  it('are seen to be other ones under their old name', async () => {
    await become(jwt(key('A')));
    const kid = there()[0]?.kid;
    const { plan } = await become(jwt({ ...key('A'), pem: pems.B ?? '' }));
    expect(only(plan).changes.map(({ op }) => op)).toEqual(['remove', 'add']);
    expect(new Set(only(plan).changes.map(({ path }) => path)).size).toBe(2);
    expect(there().map((one) => [one.name, one.kid === kid])).toEqual([['A', false]]);
  });

  it('are other ones as well with another name or algorithm', async () => {
    await become(jwt(key('A')));
    const { wrote } = await become(jwt({ ...key('A'), alg: 'PS256' }));
    expect(wrote).toEqual(['POST credential', 'PATCH client', 'DELETE credential']);
    expect(there().map(({ alg }) => alg)).toEqual(['PS256']);
  });

  it('change their end in place, and say it once however it is written', async () => {
    await become(jwt(key('A', { expires_at: '2033-05-13T09:33:13Z' })));
    const [before] = there();
    const { plan, wrote } = await become(jwt(key('A', { expires_at: '2034-05-13T09:33:13Z' })));
    expect(wrote).toEqual(['PATCH credential']);
    expect(only(plan).changes).toMatchObject([{ op: 'replace', path: expect.stringMatching(/\/A\/expires_at$/) }]);
    expect(there()).toMatchObject([{ id: before?.id, expires_at: '2034-05-13T09:33:13.000Z' }]);
  });

  it('are taken out, one and then all', async () => {
    await become(jwt(key('A'), key('B')));
    const one = await become(jwt(key('B')));
    expect(one.wrote).toEqual(['PATCH client', 'DELETE credential']);
    expect(names()).toEqual(['B']);
    const { plan, wrote } = await become(
      withFields({ client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' }),
    );
    expect(wrote).toEqual(['PATCH client', 'DELETE credential']);
    expect(only(plan)).toMatchObject({ risk: 'disruptive' });
    expect([names(), attached()]).toEqual([[], []]);
  });

  it('give way to certificates with another method', async () => {
    await become(jwt(key('A'), key('B')));
    const subjects = ['CN=one', 'CN=two'].map((subject_dn) => ({ credential_type: 'cert_subject_dn', subject_dn }));
    const { wrote } = await become(withFields({ client_authentication_methods: { tls_client_auth: { credentials: subjects } } }));
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
      there()
        .map(({ subject_dn = null }) => subject_dn)
        .sort(),
    ).toEqual(['CN=one', 'CN=two']);
    expect(Object.keys(asObject(shop().client_authentication_methods))).toEqual(['tls_client_auth']);
  });

  it('are left alone where nobody declares them', async () => {
    await become(jwt(key('A')));
    await become(withFields({ description: 'mine' }));
    await become(withFields({ signed_request_object: { required: true } }));
    expect([names(), attached()]).toEqual([['A'], ['A']]);
  });

  it('are left alone where they are ignored, and so is what follows from them', async () => {
    await become(withFields({ token_endpoint_auth_method: 'client_secret_post' }));
    const ignore = ['clients/*/client_authentication_methods'];
    expect((await tenant().plan({ ...jwt(key('A')), policy: { ...DEFAULT_POLICY, ignore } })).operations).toEqual([]);
  });

  it('of signed requests are kept while those of logins rotate, and the other way round', async () => {
    await become(withFields({ signed_request_object: { credentials: [key('A')] } }));
    await become(jwt(key('B')));
    const { plan, wrote } = await become(jwt(key('C')));
    // The one that is left belongs to somebody else: for a moment there is none, and the plan says so.
    expect(wrote).toEqual(['PATCH client', 'DELETE credential', 'POST credential', 'PATCH client']);
    expect(only(plan).why).not.toBe(OPERATION_REASON.update);
    expect([attached(), attached('signed_request_object')]).toEqual([['C'], ['A']]);
    await become(withFields({ signed_request_object: { required: true, credentials: [key('D')] } }));
    expect([attached(), attached('signed_request_object'), names()]).toEqual([['C'], ['D'], ['C', 'D']]);
  });

  it('never show in a plan', async () => {
    await become(jwt(key('A')));
    const text = JSON.stringify(await tenant().plan(jwt(key('B'), key('C'))));
    expect(text).toContain('(secret)');
    for (const pem of Object.values(pems)) expect(text).not.toContain(JSON.stringify(pem).slice(30, 90));
  });
});

const asObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

describe('what cannot be', () => {
  const problemsOf = async (definition: Definition) => (await tenant().tryPlan(definition)).problems;

  it('is said before anything is changed: more keys than a client can have', async () => {
    const both = { client_authentication_methods: { private_key_jwt: { credentials: [key('A'), key('B')] } } };
    await become(withFields({ signed_request_object: { credentials: [key('D')] } }));
    const pointer = '/client_authentication_methods/private_key_jwt/credentials/0';
    expect(await problemsOf(withFields(both))).toMatchObject([
      { code: 'wrong-value', place: { address: 'clients/Shop', pointer } },
    ]);
    tenant().emulator.reset();
    expect(await problemsOf(withFields({ ...both, signed_request_object: { credentials: [key('D')] } }))).toMatchObject([
      { code: 'wrong-value' },
    ]);
  });

  it('is said before anything is changed: a key by an id that the client does not have', async () => {
    await become(jwt(key('A')));
    expect(await problemsOf(jwt({ id: 'cred_none' }))).toMatchObject([{ code: 'dangling-reference' }]);
    await become(jwt({ id: String(there()[0]?.id) }));
    expect(names()).toEqual(['A']);
  });
});

it('a key that is none does not cost another one its place', async () => {
  await become(jwt(key('A'), key('B')));
  const { problems } = await tenant().tryPlan(jwt(key('A'), { ...key('C'), pem: '-----BEGIN PUBLIC KEY-----' }));
  const pointer = '/client_authentication_methods/private_key_jwt/credentials/1/pem';
  expect(problems).toMatchObject([{ code: 'wrong-value', place: { address: 'clients/Shop', pointer } }]);
});

describe('what somebody else does', () => {
  it('is drift, and is set right', async () => {
    await become(jwt(key('A'), key('B')));
    const client = String(shop().client_id);
    const [gone] = there().filter(({ name }) => name === 'A');
    const left = there().filter(({ name }) => name === 'B');
    const body = { client_authentication_methods: { private_key_jwt: { credentials: left.map(({ id = null }) => ({ id })) } } };
    await tenant().api.send({ method: 'PATCH', path: `/clients/${client}`, body });
    const detached = await become(jwt(key('A'), key('B')));
    expect(detached.wrote).toEqual(['PATCH client']);
    await tenant().api.send({ method: 'PATCH', path: `/clients/${client}`, body });
    await tenant().api.send({ method: 'DELETE', path: `/clients/${client}/credentials/${gone?.id}` });
    expect(signs(only((await become(jwt(key('A'), key('B')))).plan))).toEqual(['+ A']);
    expect(attached()).toEqual(['A', 'B']);
  });

  it.each<[string, (client: string, id: string) => Parameters<ManagementApi['send']>[0]]>([
    ['another key', (client) => ({ method: 'POST', path: `/clients/${client}/credentials`, body: { ...key('D') } })],
    [
      'another end of one',
      (client, id) => ({
        method: 'PATCH',
        path: `/clients/${client}/credentials/${id}`,
        body: { expires_at: '2050-01-01T00:00:00Z' },
      }),
    ],
  ])('between plan and apply is noticed: %s', async (_, request) => {
    await become(jwt(key('A')));
    const definition = jwt(key('A'), key('B'));
    const plan = await tenant().plan(definition);
    await tenant().api.send(request(String(shop().client_id), String(there()[0]?.id)));
    const from = tenant().requests().length;
    expect((await tenant().apply(plan, definition)).refused).toMatchObject([{ code: 'plan-stale' }]);
    expect(written(from)).toEqual([]);
  });
});

describe('answers that are lost, and runs that are killed', () => {
  it.each(['POST', 'PATCH', 'DELETE'])('a %s is not repeated', async (method) => {
    await become(jwt(key('A'), key('B')));
    const definition = jwt(key('B'), key('C'));
    const plan = await tenant().plan(definition);
    const from = tenant().requests().length;
    let lost = false;
    proxy.misbehave = (seen) => {
      if (lost || seen.method !== method || !seen.path.includes('/clients')) return undefined;
      lost = true;
      return 'lost after';
    };
    expectDone(await tenant().apply(plan, definition, { api }));
    expect(written(from).filter((one) => one === 'POST credential')).toHaveLength(1);
    expect([names(), attached()]).toEqual([
      ['B', 'C'],
      ['B', 'C'],
    ]);
    expect((await tenant().plan(definition)).operations).toEqual([]);
  });

  it('an attach that never arrived is sent again', async () => {
    await become(jwt(key('A')));
    const definition = jwt(key('A'), key('B'));
    const plan = await tenant().plan(definition);
    let lost = false;
    proxy.misbehave = (seen) => {
      if (lost || seen.method !== 'PATCH') return undefined;
      lost = true;
      return 'lost before';
    };
    expectDone(await tenant().apply(plan, definition, { api }));
    expect(attached()).toEqual(['A', 'B']);
  });

  const scenes: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['one of two', ['A', 'B'], ['B', 'C']],
    ['both', ['A', 'B'], ['C', 'D']],
    ['one for another', ['A'], ['B']],
  ];
  it.each(scenes)('killed anywhere, the next run ends where this one would have: %s', async (_, before, after) => {
    const definition = jwt(...after.map((name) => key(name)));
    const earlier = jwt(...before.map((name) => key(name)));
    await become(earlier);
    const { requests } = only(await tenant().plan(definition));
    for (let sent = 0; sent < requests.length; sent += 1) {
      tenant().emulator.reset();
      await become(earlier);
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
      const from = tenant().requests().length;
      await become(definition);
      expect([names(), attached()]).toEqual([after, after]);
      const posted = requests.slice(0, sent).filter(({ method }) => method === 'POST').length;
      const needed = after.filter((name) => !before.includes(name)).length;
      expect(written(from).filter((one) => one === 'POST credential')).toHaveLength(needed - posted);
    }
  });
});
