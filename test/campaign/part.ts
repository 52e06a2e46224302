import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURE_SECRETS } from '../support/shapes/index.ts';
import type { CaseOutcome } from './campaign-report.ts';
import { type CampaignUnit, listUnits, readChoice } from './choose-units.ts';
import { getForeignUrl } from './faulty-tenant.ts';
import { Lane } from './lane.ts';
import { isPermanent } from './restore-start-state.ts';
import { loadScenes } from './scenes.ts';

/** Most of a case is waiting: so many go on side by side in one process. */
const LANES = 40;

// A process of its own, because everything that an apply leaves behind is in the folder that it runs in.
const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'tenon-campaign-'));
process.chdir(folder);
// Each apply listens for Ctrl-C.
process.setMaxListeners(0);
Object.assign(process.env, FIXTURE_SECRETS);
const choice = readChoice(process.env);
const units = listUnits(await loadScenes(), choice).filter((_, index) => index % parts === part);
const sendOutcome = (outcome: CaseOutcome): void => void process.send?.(outcome);
const isOwn = getForeignUrl() === undefined;
const runQueue = async (queue: () => CampaignUnit | undefined, index: number): Promise<void> => {
  const lane = await Lane.open(`part-${part}-lane-${index}`, choice, sendOutcome);
  await lane.runUnits(queue, isOwn && index < (choice.form === 'full' ? 8 : 1));
};
await Promise.all(buildQueues(units).map(runQueue));
rmSync(folder, { recursive: true });
process.disconnect?.();

/** Tenants of our own take whatever is next; in the one that somebody named, what could meet goes one after the other. */
function buildQueues(all: readonly CampaignUnit[]): readonly (() => CampaignUnit | undefined)[] {
  if (getForeignUrl() === undefined) {
    const queue = [...all];
    return Array.from({ length: Math.min(LANES, all.length) }, () => createTypeQueue(queue));
  }
  return [...new Set(all.map(({ scene }) => scene.group))].map((group) => {
    // Settings last: what cannot be put back must not disturb the others.
    const own = all
      .filter(({ scene }) => scene.group === group)
      .sort((a, b) => Number(isPermanent(a.scene.type)) - Number(isPermanent(b.scene.type)));
    return () => own.shift();
  });
}

/** The next one of the type that this tenant has had already, as long as there are some: what was loaded for it is used again. */
function createTypeQueue(queue: CampaignUnit[]): () => CampaignUnit | undefined {
  let type: string | undefined;
  return () => {
    const like = queue.findIndex(({ scene }) => scene.type === type);
    const [unit] = queue.splice(Math.max(like, 0), 1);
    type = unit?.scene.type;
    return unit;
  };
}
