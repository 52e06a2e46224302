import { expect, it } from 'vitest';
import { IS_FULL } from '../support/size.ts';
import { tried } from '../support/tried.ts';
import { runCampaign } from './campaign.ts';
import { FAULTS } from './faults.ts';
import { countsOf, failuresText, untriedTypes } from './report.ts';

const FORM = process.env.CAMPAIGN ?? (IS_FULL ? 'sample' : 'few');

it('whatever happens to a write of any type, the tenant, the report, the exit code and the journal agree', async () => {
  const outcomes = await runCampaign({ ...process.env, CAMPAIGN: FORM });
  const { cases } = countsOf(outcomes);
  expect(failuresText(outcomes)).toBe('');
  // A type without a sample is a hole in the campaign.
  if (FORM !== 'few') expect(untriedTypes(outcomes)).toEqual([]);
  expect(FAULTS.filter((fault) => !outcomes.some((one) => one.fault === fault))).toEqual([]);
  tried(cases);
}, 1_500_000);
