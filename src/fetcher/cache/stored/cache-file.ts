import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_DOCUMENT_BYTES, readRegularFile } from '../../../disk/read-regular-file.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { type CacheContent, parseCache, serializeCache } from './cache-content.ts';
import { openSealedCache, sealCache } from './seal-cache.ts';

/** Where a tenant's state is kept between runs, and the secret that seals it. */
export interface CacheLocation {
  readonly folder: string;
  readonly secret: string;
}

const buildCachePath = ({ folder }: CacheLocation, tenant: string): string =>
  join(folder, `${tenant.replace(/[^A-Za-z0-9.-]/g, '_')}.cache`);

/** Missing, cut off, of another version or sealed by others: whatever is wrong, the remedy is to read the tenant. */
export function readCacheFile(location: CacheLocation, tenant: string): CacheContent | undefined {
  try {
    const file = readRegularFile(buildCachePath(location, tenant), MAX_DOCUMENT_BYTES);
    return file.kind === 'read' ? parseCache(openSealedCache(file.bytes, location.secret)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and for its owner alone. */
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
      message: `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'The next run will read the whole tenant again. Check the directory given with --cache.',
    };
  }
}
