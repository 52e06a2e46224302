import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { readAnswer, startTenant, type TestAnswer, type TestTenant, toRecord } from './test-tenant.ts';

const HASH = `$2b$10$${'a'.repeat(53)}`;
const DATABASE = 'Username-Password-Authentication';

async function findConnectionId({ get }: TestTenant): Promise<string> {
  const { body } = await get(`/connections?name=${DATABASE}`);
  return Array.isArray(body) ? String(toRecord(body[0]).id) : '';
}

async function send(there: TestTenant, parts: Readonly<Record<string, string>>): Promise<TestAnswer> {
  const form = new FormData();
  for (const [name, text] of Object.entries(parts))
    form.set(name, name === 'users' ? new Blob([text], { type: 'application/json' }) : text);
  const headers = { authorization: `Bearer ${there.token}` };
  return readAnswer(await fetch(`${there.emulator.url}/api/v2/jobs/users-imports`, { method: 'POST', headers, body: form }));
}

async function sendUsers(there: TestTenant, users: readonly object[], more: Readonly<Record<string, string>> = {}) {
  return send(there, { users: JSON.stringify(users), connection_id: await findConnectionId(there), ...more });
}

async function finish(there: TestTenant, started: TestAnswer): Promise<Record<string, unknown>> {
  const path = `/jobs/${toRecord(started.body).id}`;
  for (let poll = 0; poll < 5; poll += 1) {
    const job = toRecord((await there.get(path)).body);
    if (job.status === 'completed' || job.status === 'failed') return job;
  }
  throw new Error('the job does not end');
}

const start = (options: EmulatorOptions = {}) => startTenant({ seed: 'jobs', ...options });
const makeUsers = (count: number): readonly { email: string }[] =>
  Array.from({ length: count }, (_, n) => ({ email: `u${n}@acme.test` }));

describe('an import of users', () => {
  it('runs in the background and tells which users it refused', async () => {
    const there = await start();
    await there.make('/users', { connection: DATABASE, email: 'u1@acme.test', password: 'Canary-4711-abc' });
    const users = [
      { email: 'u0@acme.test', password_hash: HASH, email_verified: true },
      { email: 'u1@acme.test' },
      { email: 'u2@acme.test', password: 'Canary-4711-abc' },
      { email: 'u3@acme.test', password_hash: 'nope' },
      { name: 'no address' },
      { email: 'u5@acme.test', custom_password_hash: { algorithm: 'md5', hash: { value: 'Zq9', encoding: 'hex' } } },
    ];
    const started = await sendUsers(there, users, { external_id: 'batch-1', send_completion_email: 'false' });
    expect(started).toMatchObject({ status: 202, body: { status: 'pending', external_id: 'batch-1', upsert: false } });
    const job = await finish(there, started);
    expect(job).toMatchObject({ status: 'completed', summary: { inserted: 2, failed: 4, updated: 0, total: 6 } });
    const errors = await there.get(`/jobs/${job.id}/errors`);
    expect(errors.body).toMatchObject([
      { user: { email: 'u1@acme.test' }, errors: [{ code: 'DUPLICATED_USER' }] },
      { user: { email: 'u2@acme.test' } },
      { user: { email: 'u3@acme.test' } },
      { user: { name: 'no address' } },
    ]);
    const seen = JSON.stringify([errors.body, there.emulator.logs(), (await there.get('/users')).body]);
    for (const secret of ['Canary-4711-abc', HASH, 'nope', 'Zq9']) expect(seen).not.toContain(secret);
  });

  it('has no errors to show if there were none', async () => {
    const there = await start();
    const job = await finish(there, await sendUsers(there, makeUsers(3)));
    expect((await there.get(`/jobs/${job.id}/errors`)).status).toBe(204);
    expect((await there.get('/jobs/job_nobody')).status).toBe(404);
  });

  it('updates users who exist if it may', async () => {
    const there = await start();
    await there.make('/users', { connection: DATABASE, email: 'u0@acme.test', password: 'Canary-4711-abc' });
    const users = [{ email: 'u0@acme.test', name: 'Ada', blocked: true }];
    const job = await finish(there, await sendUsers(there, users, { upsert: 'true' }));
    expect(job).toMatchObject({ summary: { updated: 1, inserted: 0 } });
    const { body } = await there.get('/users-by-email?email=u0@acme.test');
    expect(body).toMatchObject([{ name: 'Ada' }]);
    expect(JSON.stringify(body)).not.toContain('blocked');
  });

  it('fails half-way if a fault says so', async () => {
    const fault = { failJobAfter: 4 } as const;
    const there = await start({ faults: [{ method: 'POST', path: '/jobs/users-imports', nth: 1, fault }] });
    expect(await finish(there, await sendUsers(there, makeUsers(10)))).toMatchObject({
      status: 'failed',
      summary: { inserted: 4 },
    });
    expect((await there.get('/users')).body).toHaveLength(4);
    const again = await finish(there, await sendUsers(there, makeUsers(10)));
    expect(again).toMatchObject({ status: 'completed', summary: { inserted: 6, failed: 4 } });
  });

  it('is one of two at a time', async () => {
    const there = await start();
    const id = await findConnectionId(there);
    const parts = { users: JSON.stringify(makeUsers(3)), connection_id: id };
    const started = [await send(there, parts), await send(there, parts), await send(there, parts)];
    expect(started.map(({ status }) => status)).toEqual([202, 202, 429]);
  });
});

describe('an import is refused', () => {
  it.each([
    ['without a file', {}, 400],
    ['with an empty file', { users: '' }, 400],
    ['with a file that is no list', { users: '{"email":"a@acme.test"}' }, 400],
    ['with a file that is too long', { users: JSON.stringify([{ email: 'a@acme.test', name: 'x'.repeat(512_000) }]) }, 413],
    ['into an unknown connection', { users: '[{"email":"a@acme.test"}]', connection_id: 'con_0000000000000000' }, 400],
    ['with an unknown part', { users: '[{"email":"a@acme.test"}]', more: 'x' }, 400],
  ])('%s', async (_what, parts, status) => {
    const there = await start();
    const answer = await send(there, { connection_id: await findConnectionId(there), ...parts });
    expect(answer.status).toBe(status);
  });

  it('as JSON, and into a database that no client uses', async () => {
    const there = await start();
    expect((await there.call('POST', '/jobs/users-imports', { users: [] })).status).toBe(400);
    const { id } = await there.make('/connections', { name: 'unused', strategy: 'auth0' });
    expect((await send(there, { users: '[{"email":"a@acme.test"}]', connection_id: String(id) })).status).toBe(400);
  });
});
