import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyReads } from '../../src/fetcher/cache/cached-reads.ts';
import { serializeCache } from '../../src/fetcher/cache/stored/cache-content.ts';
import { readCacheFile } from '../../src/fetcher/cache/stored/cache-file.ts';
import { sealCache } from '../../src/fetcher/cache/stored/seal-cache.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutateValue, scrambleText } from './mutate.ts';

/** Files of `--cache`: broken ones, and well sealed ones with anything inside. */
export function createCacheTarget(): FuzzTarget {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const location = { folder, secret: 'a secret that is long enough' };
  const file = join(folder, 'acme.test.cache');
  const text = serializeCache({
    tenant: 'acme.test',
    scopes: 'read:roles',
    tool: 'tenon/1',
    readAt: '2026-11-27T00:00:00.000Z',
    cursor: { id: '1', at: '2026-11-27T00:00:00.000Z', seen: ['1'] },
    lists: new Map([['/roles', [{ id: 'rol_1', name: 'a' }]]]),
    answers: new Map([['/roles/rol_1', { id: 'rol_1', name: 'a' }]]),
    gone: new Map([['/roles/rol_2', { id: 'rol_2' }]]),
  });
  return {
    name: 'cache',
    weight: 2,
    runTrial: async (random) => {
      const whole = sealCache(text, location.secret);
      if (random.drawChance(0.3)) {
        if (whole.length > 0) whole[random.drawBelow(whole.length)] = random.drawBelow(256);
        writeFileSync(file, whole.subarray(0, random.drawChance(0.5) ? whole.length : random.drawBelow(whole.length)));
      } else {
        const inside = random.drawChance(0.5)
          ? scrambleText(text, random).toString()
          : JSON.stringify(mutateValue(JSON.parse(text), random));
        writeFileSync(file, sealCache(inside, location.secret));
      }
      const kept = readCacheFile(location, 'acme.test');
      if (kept) copyReads(kept);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
