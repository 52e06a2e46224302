import { describe, expect, it } from 'vitest';
import { record, type TestTenant, tenant } from './client.ts';

const namesIn = (value: unknown): unknown[] => (Array.isArray(value) ? value.map((item) => record(item).name) : []);

async function withRoles(count: number, shuffle = false): Promise<TestTenant> {
  const there = await tenant({ shuffle });
  for (let index = 0; index < count; index += 1) await there.make('/roles', { name: `role ${index}` });
  return there;
}

describe('offset paging', () => {
  it('cuts pages and counts', async () => {
    const { get } = await withRoles(5);
    const page = record((await get('/roles?page=1&per_page=2&include_totals=true')).body);
    expect(Object.keys(page)).toEqual(['roles', 'start', 'limit', 'total']);
    expect(page).toMatchObject({ start: 2, limit: 2, total: 5 });
    expect(namesIn(page.roles)).toEqual(['role 2', 'role 3']);
    expect((await get('/roles?page=9&per_page=2&include_totals=true')).body).toEqual({
      roles: [],
      start: 18,
      limit: 2,
      total: 5,
    });
  });

  it('puts items last for clients', async () => {
    const { get } = await tenant();
    expect(Object.keys(record((await get('/clients?include_totals=true')).body))).toEqual(['total', 'start', 'limit', 'clients']);
  });

  it('shows 50 without being asked', async () => {
    const { get } = await withRoles(52);
    expect(namesIn((await get('/roles')).body)).toHaveLength(50);
  });

  it('gives every role once while shuffling', async () => {
    const { get } = await withRoles(9, true);
    const readAll = async (): Promise<unknown[]> => {
      const pages = [];
      for (const page of [0, 1, 2]) pages.push(namesIn((await get(`/roles?page=${page}&per_page=3`)).body));
      return pages.flat();
    };
    const [one, two] = [await readAll(), await readAll()];
    expect(new Set(one).size).toBe(9);
    expect(new Set(two).size).toBe(9);
    expect(one).not.toEqual(two);
  });
});

describe('checkpoint paging', () => {
  it.each([false, true])('gives everything once (shuffle: %s)', async (shuffle) => {
    const { get, make } = await tenant({ shuffle });
    for (let index = 0; index < 7; index += 1) await make('/organizations', { name: `org-${index}` });
    const seen: unknown[] = [];
    let from = '';
    for (;;) {
      const body = record((await get(`/organizations?take=3&include_totals=true${from}`)).body);
      seen.push(...namesIn(body.organizations));
      expect(body).not.toHaveProperty('total');
      if (body.next === undefined) break;
      from = `&from=${body.next}`;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('survives the loss of the object that its mark stands for', async () => {
    const { get, make, call } = await tenant();
    const made = [];
    for (let index = 0; index < 4; index += 1) made.push(await make('/organizations', { name: `org-${index}` }));
    const first = record((await get('/organizations?take=2')).body);
    await call('DELETE', `/organizations/${made[1]?.id}`);
    const second = record((await get(`/organizations?take=2&from=${first.next}`)).body);
    expect(namesIn(second.organizations)).toEqual(['org-2', 'org-3']);
  });
});
