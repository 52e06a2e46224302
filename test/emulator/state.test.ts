import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { startTenant } from './test-tenant.ts';

const createFolder = (): string => mkdtempSync(join(tmpdir(), 'emulator-'));

describe('state file', () => {
  it('keeps the tenant between starts, for its owner only', async () => {
    const stateFile = join(createFolder(), 'state.json');
    const one = await startTenant({ stateFile });
    const role = await one.make('/roles', { name: 'kept' });
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(stateFile, 'utf8')).toContain('kept');
    await one.emulator.close();
    const two = await startTenant({ stateFile });
    expect((await two.get(`/roles/${role.id}`)).status).toBe(200);
    expect((await two.make('/roles', { name: 'new' })).id).not.toBe(role.id);
    expect((await two.call('POST', '/roles', { name: 'kept' })).status).toBe(409);
  });

  it('is whole after many writes at once, with nothing left beside it', async () => {
    const dir = createFolder();
    const there = await startTenant({ stateFile: join(dir, 'state.json') });
    await Promise.all(Array.from({ length: 30 }, (_, index) => there.make('/roles', { name: `r${index}` })));
    await there.emulator.close();
    const again = await startTenant({ stateFile: join(dir, 'state.json') });
    expect((await again.get('/roles')).body).toHaveLength(30);
    expect(readdirSync(dir)).toEqual(['state.json']);
  });

  it.each([
    'not json',
    '{"version":99}',
    '{"version":1}',
    '{"version":1,"seed":"s","counter":0,"ticks":0,"collections":{"roles":7},"links":{},"settings":{}}',
  ])('says when it cannot be used: %s', async (text) => {
    const stateFile = join(createFolder(), 'state.json');
    writeFileSync(stateFile, text);
    await expect(startEmulator({ stateFile })).rejects.toThrow(stateFile);
  });

  it('that cannot be written keeps the emulator from starting', async () => {
    await expect(startEmulator({ stateFile: join(createFolder(), 'missing', 'state.json') })).rejects.toThrow();
  });
});

describe('seed', () => {
  it('makes runs repeat', async () => {
    const run = async (): Promise<unknown> => {
      const there = await startTenant({ seed: 42 });
      await there.make('/clients', { name: 'c' });
      await there.make('/users', {
        connection: 'Username-Password-Authentication',
        email: 'a@example.com',
        password: 'secret-123',
      });
      return there.emulator.dump();
    };
    expect(await run()).toEqual(await run());
  });

  it('differs without one', async () => {
    const createSeed = async (): Promise<unknown> => {
      const emulator = await startEmulator();
      await emulator.close();
      return emulator.dump().seed;
    };
    expect(await createSeed()).not.toBe(await createSeed());
  });
});

it('resets to a fresh tenant, and tokens go on', async () => {
  const { emulator, make, get } = await startTenant();
  await make('/roles', { name: 'gone' });
  await fetch(`${emulator.url}/_emulator/reset`, { method: 'POST' });
  expect((await get('/roles')).body).toEqual([]);
  emulator.reset();
  expect(emulator.requests()).toEqual([]);
});

/** Whether a collection that holds nothing has ever been asked for makes no difference to anybody. */
const dumpFilled = ({ dump }: RunningEmulator): unknown =>
  JSON.parse(JSON.stringify(dump()), (_, value) => (Array.isArray(value) && value.length === 0 ? undefined : value));

describe('a checkpoint', () => {
  it('restores the tenant with its ids and its log, any number of times', async () => {
    const { emulator, make, call, get } = await startTenant({ seed: 42 });
    const role = await make('/roles', { name: 'kept' });
    const before = { state: dumpFilled(emulator), logs: emulator.logs() };
    const restore = emulator.checkpoint();
    for (const name of ['one', 'two']) {
      await call('DELETE', `/roles/${role.id}`);
      await make('/roles', { name });
      restore();
      expect({ state: dumpFilled(emulator), logs: emulator.logs() }).toEqual(before);
      expect(emulator.requests()).toEqual([]);
    }
    expect((await get(`/roles/${role.id}`)).status).toBe(200);
  });

  it('has forgotten the faults that were set since, and reaches the state file', async () => {
    const stateFile = join(createFolder(), 'state.json');
    const one = await startTenant({ stateFile });
    const restore = one.emulator.checkpoint();
    await one.make('/roles', { name: 'gone' });
    one.emulator.setFaults([{ fault: { status: 500 } }]);
    restore();
    await one.make('/roles', { name: 'kept' });
    await one.emulator.close();
    const two = await startTenant({ stateFile });
    expect((await two.get('/roles')).body).toMatchObject([{ name: 'kept' }]);
  });
});
