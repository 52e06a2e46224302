import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readsOf } from '../../src/fetcher/cache/reads.ts';
import { readKept } from '../../src/fetcher/cache/stored/file.ts';
import { keptText } from '../../src/fetcher/cache/stored/kept.ts';
import { sealed } from '../../src/fetcher/cache/stored/seal.ts';
import { mutated, scrambled } from './mutate.ts';
import type { Target } from './target.ts';

/** Files of `--cache`: broken ones, and well sealed ones with anything inside. */
export function cacheTarget(): Target {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const drawer = { folder, secret: 'a secret that is long enough' };
  const file = join(folder, 'acme.test.cache');
  const text = keptText({
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
    trial: async (random) => {
      const whole = sealed(text, drawer.secret);
      if (random.chance(0.3)) {
        if (whole.length > 0) whole[random.below(whole.length)] = random.below(256);
        writeFileSync(file, whole.subarray(0, random.chance(0.5) ? whole.length : random.below(whole.length)));
      } else {
        const inside = random.chance(0.5)
          ? scrambled(text, random).toString()
          : JSON.stringify(mutated(JSON.parse(text), random));
        writeFileSync(file, sealed(inside, drawer.secret));
      }
      const kept = readKept(drawer, 'acme.test');
      if (kept) readsOf(kept);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
