import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CacheContent } from '../../../src/fetcher/cache/stored/cache-content.ts';
import { readCacheFile, writeCacheFile } from '../../../src/fetcher/cache/stored/cache-file.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

const CANARY = 'canary-value-of-a-secret';
const kept: CacheContent = {
  tenant: 'acme.eu.auth0.com',
  scopes: 'read:clients',
  tool: 'tenon/1',
  readAt: '2026-11-20T14:00:00.000Z',
  cursor: { id: '900', at: '2026-11-20T14:00:00.000Z', seen: ['900'] },
  lists: new Map([['/clients?is_global=false', [{ client_id: 'abc', name: 'App', client_secret: CANARY }]]]),
  answers: new Map([['/tenants/settings', { friendly_name: 'Acme' }]]),
  gone: new Map([['/roles/rol_1', { id: 'rol_1', name: 'admin' }]]),
};

const createCacheLocation = (secret = 's'.repeat(64)) => ({ folder: join(createTemporaryFolder({}), 'cache'), secret });
const findCacheFile = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '');

test('comes back as it was', () => {
  const own = createCacheLocation();
  expect(writeCacheFile(own, kept)).toBeUndefined();
  expect(readCacheFile(own, kept.tenant)).toEqual(kept);
});

test('nothing of it can be read, and by nobody else', () => {
  const own = createCacheLocation();
  writeCacheFile(own, kept);
  const file = findCacheFile(own.folder);
  expect(readdirSync(own.folder)).toEqual(['acme.eu.auth0.com.cache']);
  expect(readFileSync(file).toString('latin1')).not.toMatch(/canary|client_id|App/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(own.folder).mode & 0o777).toBe(0o700);
});

describe('is not there', () => {
  test('for another secret', () => {
    const own = createCacheLocation();
    writeCacheFile(own, kept);
    expect(readCacheFile({ ...own, secret: 'other' }, kept.tenant)).toBeUndefined();
  });

  test('for another tenant', () => {
    const own = createCacheLocation();
    writeCacheFile(own, kept);
    expect(readCacheFile(own, 'other.eu.auth0.com')).toBeUndefined();
  });

  test.each([0, 5, 20, 40, 60, 120])('when a bit has changed at byte %d', (at) => {
    const own = createCacheLocation();
    writeCacheFile(own, kept);
    const bytes = readFileSync(findCacheFile(own.folder));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(findCacheFile(own.folder), bytes);
    expect(readCacheFile(own, kept.tenant)).toBeUndefined();
  });

  test.each([0, 10, 50, 100])('when it ends after byte %d', (length) => {
    const own = createCacheLocation();
    writeCacheFile(own, kept);
    writeFileSync(findCacheFile(own.folder), readFileSync(findCacheFile(own.folder)).subarray(0, length));
    expect(readCacheFile(own, kept.tenant)).toBeUndefined();
  });
});

test('a folder that cannot be made is a warning', () => {
  const folder = join(createTemporaryFolder({ file: '' }), 'file', 'cache');
  expect(writeCacheFile({ folder, secret: 's' }, kept)).toMatchObject({ code: 'output-unwritable', severity: 'warning' });
});

test('a tenant is no path', () => {
  const own = createCacheLocation();
  writeCacheFile(own, { ...kept, tenant: '../../x' });
  expect(readdirSync(own.folder)).toEqual(['.._.._x.cache']);
});
