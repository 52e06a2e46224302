import { runCampaign } from './campaign.ts';
import { countOutcomes, formatFailures, formatSkipped, formatTable, listUntriedTypes } from './campaign-report.ts';
import { readChoice } from './choose-units.ts';

// npm run campaign      CAMPAIGN=sample npm run campaign      CAMPAIGN_CASE=roles/create/lost/1 npm run campaign

const env = { ...process.env, CAMPAIGN: process.env.CAMPAIGN ?? 'full' };
const started = performance.now();
let finished = 0;
const outcomes = await runCampaign(env, ({ id, failures }) => {
  finished += 1;
  if (failures.length > 0) console.error(`failed: ${id}`);
  if (finished % 200 === 0) console.error(`${finished} cases …`);
});
console.log(formatTable(outcomes));
for (const text of [formatSkipped(outcomes), formatFailures(outcomes)]) if (text !== '') console.log(text);
const choice = readChoice(env);
const untried = choice.only.length > 0 ? [] : listUntriedTypes(outcomes);
for (const type of untried)
  console.log(`Failed: ${type} was never tried: add a sample to test/support/shapes or test/campaign/own-scenes.ts`);
const slow = outcomes.filter(({ ms = 0 }) => ms > 30_000).sort((a, b) => (b.ms ?? 0) - (a.ms ?? 0));
for (const { id, ms = 0 } of slow.slice(0, 20)) console.log(`Slow: ${id}: ${Math.round(ms / 1000)} s`);
const { cases, failed, skipped } = countOutcomes(outcomes);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${choice.form}: ${cases} cases, ${failed} failures, ${skipped} skipped, ${seconds} s`);
process.exitCode = failed > 0 || cases === 0 || untried.length > 0 ? 1 : 0;
