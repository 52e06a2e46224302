import { beforeEach, describe, expect, it } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { getObjectMember, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getDeclaredKey } from '../../src/resources/identity/identify-resources.ts';
import { isFoundAs } from '../../src/resources/identity/keyed-lookups.ts';
import { loadDefinition } from '../loader/load-helpers.ts';
import { describeOperations } from '../support/describe-operations.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => {
  tenant().emulator.setFaults([]);
  tenant().emulator.reset();
});

const SURROUNDINGS = `
connections:
  - { name: people, strategy: auth0, options: { requires_username: true } }
  - { name: partners, strategy: auth0 }
  - { name: google, strategy: google-oauth2 }
roles: [{ name: staff }, { name: lead }]
`;
const ADA = '{ connection: people, email: ada@acme.test, username: ada }';

const declare = (...users: readonly string[]): Promise<Definition> =>
  loadDefinition(`${SURROUNDINGS}users: [${users.join(', ')}]`);

const listUserReads = (from: number): readonly string[] =>
  tenant()
    .listRequests(from)
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v2/users'))
    .map(({ path }) => path.replace('/api/v2', '').replace(/\?.*$/, ''));

function getType() {
  const type = CATALOGUE.get('users');
  if (!type) throw new Error('no users');
  return type;
}

const findCreates = (bodies: readonly (JsonObject | undefined)[]) => bodies.filter((body) => body !== undefined);
const listSentUsers = () =>
  findCreates(
    tenant()
      .listWrites()
      .filter(({ method, path }) => method === 'POST' && path === '/api/v2/users')
      .map(({ body }) => (isObject(body) ? body : undefined)),
  );

describe('finding', () => {
  it.each([
    ['email', '{ connection: people, email: Ada@Acme.test, username: ada }', '/users-by-email', 'people|ada@acme.test'],
    ['username', '{ connection: people, username: ada }', '/users', 'people|ada'],
    ['user_id', '{ connection: people, user_id: auth0|ada }', '/users/auth0%7Cada', 'people|auth0\\|ada'],
  ])('by %s takes one request and keeps the declared key', async (_, user, path, key) => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA.replace(' }', ', user_id: auth0|ada }')));
    const definition = await declare(user);
    const from = at.listRequests().length;
    const plan = await at.plan(definition);
    expect(listUserReads(from)).toEqual([path]);
    expect(listChanges(plan)).toEqual([]);
    expect(definition.resources.at(-1)?.address).toBe(`users/${key}`);
  });

  it('never lists anybody, whoever else is there', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA, '{ connection: people, email: eve@acme.test, username: eve }'));
    const plan = await at.plan(await declare(ADA));
    expect({ changes: listChanges(plan), undeclared: plan.undeclared.filter((one) => one.startsWith('users')) }).toEqual({
      changes: [],
      undeclared: [],
    });
    const from = at.listRequests().length;
    await at.plan(await declare());
    expect(listUserReads(from)).toEqual([]);
  });

  it('one user by two keys is an error', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA));
    await expect(at.plan(await declare(ADA, '{ connection: people, username: ada }'))).rejects.toThrow('duplicate-resource');
  });

  it('a changed email keeps the user where the former key is declared', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA));
    const renamed = await declare(`{ connection: people, email: countess@acme.test, $renamed_from: "people|ada@acme.test" }`);
    expect(describeOperations(await at.plan(renamed))).toEqual(['update users/people|countess@acme.test: replace /email']);
    await at.applyDefinition(renamed);
    expect(listChanges(await at.plan(renamed))).toEqual([]);
  });

  it('a user of the same email in another connection is another one, and said to be there', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA));
    const plan = await at.plan(await declare('{ connection: partners, email: ada@acme.test }'));
    const [create] = listChanges(plan);
    expect(create?.action).toBe('create');
    expect(create?.why).toContain('people|ada@acme.test');
  });

  it('a linked account is found under each of its connections', () => {
    const live = {
      user_id: 'google-oauth2|1',
      email: 'ada@acme.test',
      identities: [{ connection: 'google' }, { connection: 'people' }],
    };
    const keys = ['google', 'people', 'partners'].map((connection) =>
      getDeclaredKey(getType(), { connection, email: 'ADA@acme.test' }),
    );
    expect(keys.map((key) => isFoundAs(getType(), live, key))).toEqual([true, true, false]);
  });
});

describe('creating', () => {
  it('sends no mail, and a random password only where a database needs one', async () => {
    const at = tenant();
    const users = [ADA, '{ connection: people, email: bob@acme.test, username: bob, password: Correct-horse-1 }'];
    const { plan } = await at.applyDefinition(await declare(...users));
    const [ada, bob] = listSentUsers();
    expect([ada?.verify_email, bob?.verify_email]).toEqual([false, false]);
    expect(bob?.password).toBe('Correct-horse-1');
    const password = String(ada?.password);
    expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s])\S{40,72}$/);
    expect(JSON.stringify(plan)).not.toContain(password);
  });

  it('makes another password each time', async () => {
    await tenant().applyDefinition(await declare(ADA, ADA.replaceAll('ada', 'bob'), ADA.replaceAll('ada', 'eve')));
    expect(new Set(listSentUsers().map(({ password }) => password)).size).toBe(3);
  });

  it('a password that changes later is no reason for a change', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA.replace(' }', ', password: Correct-horse-1 }')));
    expect(listChanges(await at.plan(await declare(ADA.replace(' }', ', password: Correct-horse-2 }'))))).toEqual([]);
  });

  it('who only a sign-in creates is a note, with what refers to the user', async () => {
    const at = tenant();
    const definition = await declare('{ connection: google, email: dora@gmail.test, roles: [staff] }');
    const { plan } = await at.applyDefinition(definition);
    const own = plan.operations.filter(({ address }) => address.startsWith('users/'));
    expect(own.map(({ action, address }) => [action, address])).toEqual([['note', 'users/google|dora@gmail.test']]);
  });

  it.each(['username', 'email'] as const)('by %s: a lost answer is never answered by a second user', async (field) => {
    const at = tenant();
    await at.applyDefinition(await declare());
    const definition = await declare(field === 'email' ? ADA : '{ connection: people, username: ada }');
    const plan = await at.plan(definition);
    at.emulator.setFaults([{ method: 'POST', path: '/users', nth: 1, fault: 'dropBefore' }]);
    const result = await at.apply(plan, definition);
    at.emulator.setFaults([]);
    const sent = listSentUsers().length;
    // Only the search by email shows what is not there; after the other, nobody knows.
    expect({ code: result.operations.flatMap(({ problems }) => problems.map(({ code }) => code)), sent }).toEqual(
      field === 'email' ? { code: [], sent: 2 } : { code: ['outcome-unknown'], sent: 1 },
    );
  });
});

describe('changing', () => {
  it('sends a username apart from the email, in this order, and each only what it is about', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA));
    const definition = await declare(
      '{ connection: people, email: ada@acme.test, username: countess, email_verified: true, blocked: true }',
    );
    const from = at.listRequests().length;
    const plan = await at.plan(definition);
    const result = await at.apply(plan, definition);
    expectAllDone(result);
    expect(at.listWrites(from).map(({ body }) => body)).toEqual([
      { email_verified: true, blocked: true },
      { username: 'countess' },
    ]);
    expect(listChanges(await at.plan(definition))).toEqual([]);
  });

  it('a new address is not mailed', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA));
    const from = at.listRequests().length;
    await at.applyDefinition(
      await declare('{ connection: people, username: ada, email: new@acme.test, $renamed_from: "people|ada" }'),
    );
    expect(at.listWrites(from).map(({ body }) => body)).toEqual([{ email: 'new@acme.test', verify_email: false }]);
  });

  it('members of metadata that nobody declares stay', async () => {
    const at = tenant();
    await at.applyDefinition(await declare(ADA.replace(' }', ', app_metadata: { plan: gold, seats: { max: 5, used: 1 } } }')));
    const definition = await declare(ADA.replace(' }', ', app_metadata: { seats: { max: 6 } } }'));
    await at.applyDefinition(definition);
    const [live] = (await at.takeSnapshot(definition)).types.users?.status === 'read' ? await readUsers(definition) : [];
    expect(live && getObjectMember(live, 'app_metadata')).toEqual({ plan: 'gold', seats: { max: 6, used: 1 } });
  });
});

async function readUsers(definition: Definition): Promise<readonly JsonObject[]> {
  const users = (await tenant().takeSnapshot(definition)).types.users;
  return users?.status === 'read' ? users.resources.map(({ body }) => body) : [];
}

it('users with roles cost a look-up and a list each, and nothing is written', async () => {
  const at = tenant();
  const users = Array.from(
    { length: 25 },
    (_, i) => `{ connection: people, email: u${i}@acme.test, username: u${i}, roles: [staff] }`,
  );
  const definition = await declare(...users);
  await at.applyDefinition(definition);
  const from = at.listRequests().length;
  const plan = await at.plan(definition);
  expect({ changes: listChanges(plan), reads: listUserReads(from).length, writes: at.listWrites(from).length }).toEqual({
    changes: [],
    reads: 50,
    writes: 0,
  });
  expect(plan.cost).toEqual({ reads: 0, writes: 0 });
});
