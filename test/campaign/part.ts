import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS } from '../support/shapes/index.ts';
import { choiceFrom, type Unit, unitsOf } from './choose.ts';
import { Lane } from './lane.ts';
import { foreignUrl } from './place.ts';
import { staysForGood } from './put-back.ts';
import type { CaseOutcome } from './report.ts';
import { allScenes } from './scenes.ts';

/** Most of a case is waiting: so many go on side by side in one process. */
const LANES = 40;

// A process of its own, because everything that an apply leaves behind is in the folder that it runs in.
const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'tenon-campaign-'));
process.chdir(folder);
// Each apply listens for Ctrl-C.
process.setMaxListeners(0);
Object.assign(process.env, SECRETS);
const choice = choiceFrom(process.env);
const units = unitsOf(await allScenes(), choice).filter((_, index) => index % parts === part);
const tell = (outcome: CaseOutcome): void => void process.send?.(outcome);
const isOwn = foreignUrl() === undefined;
const playQueue = async (queue: () => Unit | undefined, index: number): Promise<void> => {
  const lane = await Lane.open(`part-${part}-lane-${index}`, choice, tell);
  await lane.play(queue, isOwn && index < (choice.form === 'full' ? 8 : 1));
};
await Promise.all(queuesOf(units).map(playQueue));
rmSync(folder, { recursive: true });
process.disconnect?.();

/** Tenants of our own take whatever is next; in the one that somebody named, what could meet goes one after the other. */
function queuesOf(all: readonly Unit[]): readonly (() => Unit | undefined)[] {
  if (foreignUrl() === undefined) {
    const queue = [...all];
    return Array.from({ length: Math.min(LANES, all.length) }, () => takingLike(queue));
  }
  return [...new Set(all.map(({ scene }) => scene.group))].map((group) => {
    // Settings last: what cannot be put back must not disturb the others.
    const own = all
      .filter(({ scene }) => scene.group === group)
      .sort((a, b) => Number(staysForGood(a.scene.type)) - Number(staysForGood(b.scene.type)));
    return () => own.shift();
  });
}

/** The next one of the type that this tenant has had already, as long as there are some: what was loaded for it is used again. */
function takingLike(queue: Unit[]): () => Unit | undefined {
  let type: string | undefined;
  return () => {
    const like = queue.findIndex(({ scene }) => scene.type === type);
    const [unit] = queue.splice(Math.max(like, 0), 1);
    type = unit?.scene.type;
    return unit;
  };
}
