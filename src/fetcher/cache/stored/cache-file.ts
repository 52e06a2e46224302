import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_DOCUMENT_BYTES, readRegularFile } from '../../../disk/read-regular-file.ts';
import { getErrorMessage } from '../../../model/error-message.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { type CacheContent, parseCache, serializeCache } from './cache-content.ts';
import { openSealedCache, sealCache } from './seal-cache.ts';

/** The folder of the cache files, and the secret that seals them. */
export interface CacheLocation {
  readonly folder: string;
  readonly secret: string;
}

const buildCachePath = ({ folder }: CacheLocation, tenant: string): string =>
  join(folder, `${tenant.replace(/[^A-Za-z0-9.-]/g, '_')}.cache`);

/** Reads a tenant's cache file; `undefined` if it is missing, damaged, of another version or sealed with another secret. */
export function readCacheFile(location: CacheLocation, tenant: string): CacheContent | undefined {
  try {
    const file = readRegularFile(buildCachePath(location, tenant), MAX_DOCUMENT_BYTES);
    return file.kind === 'read' ? parseCache(openSealedCache(file.bytes, location.secret)) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a tenant's cache file atomically, readable only by its owner. Returns a warning if that fails. */
export function writeCacheFile(location: CacheLocation, content: CacheContent): Problem | undefined {
  const path = buildCachePath(location, content.tenant);
  const temporaryPath = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(location.folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporaryPath, sealCache(serializeCache(content), location.secret), { mode: 0o600 });
    renameSync(temporaryPath, path);
    return undefined;
  } catch (error) {
    if (existsSync(temporaryPath)) rmSync(temporaryPath);
    return {
      code: 'output-unwritable',
      severity: 'warning',
      message: `${path} cannot be written: ${getErrorMessage(error)}`,
      hint: 'The next run will read the whole tenant again. Check the directory that --cache names.',
    };
  }
}
