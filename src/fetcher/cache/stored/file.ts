import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LARGEST_DOCUMENT, readRegularFile } from '../../../disk/read-regular-file.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { type Kept, keptFrom, keptText } from './kept.ts';
import { opened, sealed } from './seal.ts';

/** Where a tenant's state is kept between runs, and the secret that seals it. */
export interface Drawer {
  readonly folder: string;
  readonly secret: string;
}

const pathOf = ({ folder }: Drawer, tenant: string): string => join(folder, `${tenant.replace(/[^A-Za-z0-9.-]/g, '_')}.cache`);

/** Missing, cut off, of another version or sealed by others: whatever is wrong, the remedy is to read the tenant. */
export function readKept(drawer: Drawer, tenant: string): Kept | undefined {
  try {
    const file = readRegularFile(pathOf(drawer, tenant), LARGEST_DOCUMENT);
    return file.kind === 'read' ? keptFrom(opened(file.bytes, drawer.secret)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and for its owner alone. */
export function writeKept(drawer: Drawer, kept: Kept): Problem | undefined {
  const path = pathOf(drawer, kept.tenant);
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(drawer.folder, { recursive: true, mode: 0o700 });
    writeFileSync(beside, sealed(keptText(kept), drawer.secret), { mode: 0o600 });
    renameSync(beside, path);
    return undefined;
  } catch (error) {
    if (existsSync(beside)) rmSync(beside);
    return {
      code: 'output-unwritable',
      severity: 'warning',
      message: `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'The next run will read the whole tenant again. Check the directory given with --cache.',
    };
  }
}
