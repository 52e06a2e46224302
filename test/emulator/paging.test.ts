import { describe, expect, it } from 'vitest';
import { startTenant, type TestTenant, toRecord } from './test-tenant.ts';

const listNames = (value: unknown): unknown[] => (Array.isArray(value) ? value.map((item) => toRecord(item).name) : []);

async function startTenantWithRoles(count: number, shuffle = false): Promise<TestTenant> {
  const there = await startTenant({ shuffle });
  for (let index = 0; index < count; index += 1) await there.make('/roles', { name: `role ${index}` });
  return there;
}

describe('offset paging', () => {
  it('cuts pages and counts', async () => {
    const { get } = await startTenantWithRoles(5);
    const page = toRecord((await get('/roles?page=1&per_page=2&include_totals=true')).body);
    expect(Object.keys(page)).toEqual(['roles', 'start', 'limit', 'total']);
    expect(page).toMatchObject({ start: 2, limit: 2, total: 5 });
    expect(listNames(page.roles)).toEqual(['role 2', 'role 3']);
    expect((await get('/roles?page=9&per_page=2&include_totals=true')).body).toEqual({
      roles: [],
      start: 18,
      limit: 2,
      total: 5,
    });
  });

  it('puts items last for clients', async () => {
    const { get } = await startTenant();
    expect(Object.keys(toRecord((await get('/clients?include_totals=true')).body))).toEqual([
      'total',
      'start',
      'limit',
      'clients',
    ]);
  });

  it('shows 50 without being asked', async () => {
    const { get } = await startTenantWithRoles(52);
    expect(listNames((await get('/roles')).body)).toHaveLength(50);
  });

  it('gives every role once while shuffling', async () => {
    const { get } = await startTenantWithRoles(9, true);
    const readAll = async (): Promise<unknown[]> => {
      const pages = [];
      for (const page of [0, 1, 2]) pages.push(listNames((await get(`/roles?page=${page}&per_page=3`)).body));
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
    const { get, make } = await startTenant({ shuffle });
    for (let index = 0; index < 7; index += 1) await make('/organizations', { name: `org-${index}` });
    const seen: unknown[] = [];
    let from = '';
    for (;;) {
      const body = toRecord((await get(`/organizations?take=3&include_totals=true${from}`)).body);
      seen.push(...listNames(body.organizations));
      expect(body).not.toHaveProperty('total');
      if (body.next === undefined) break;
      from = `&from=${body.next}`;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('survives the loss of the object that its mark stands for', async () => {
    const { get, make, call } = await startTenant();
    const made = [];
    for (let index = 0; index < 4; index += 1) made.push(await make('/organizations', { name: `org-${index}` }));
    const first = toRecord((await get('/organizations?take=2')).body);
    await call('DELETE', `/organizations/${made[1]?.id}`);
    const second = toRecord((await get(`/organizations?take=2&from=${first.next}`)).body);
    expect(listNames(second.organizations)).toEqual(['org-2', 'org-3']);
  });
});
