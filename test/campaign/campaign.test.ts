import { expect, it } from 'vitest';
import { countCases } from '../support/count-cases.ts';
import { IS_FULL } from '../support/run-size.ts';
import { runCampaign } from './campaign.ts';
import { CAMPAIGN_FAULTS } from './campaign-faults.ts';
import { countOutcomes, formatFailures, listUntriedTypes } from './campaign-report.ts';

const FORM = process.env.CAMPAIGN ?? (IS_FULL ? 'sample' : 'few');

it('whatever happens to a write of any type, the tenant, the report, the exit code and the journal agree', async () => {
  const outcomes = await runCampaign({ ...process.env, CAMPAIGN: FORM });
  const { cases } = countOutcomes(outcomes);
  expect(formatFailures(outcomes)).toBe('');
  // A type or a fault that nothing tries is a hole in the campaign.
  if (FORM !== 'few') {
    expect(listUntriedTypes(outcomes)).toEqual([]);
    expect(CAMPAIGN_FAULTS.filter((fault) => !outcomes.some((one) => one.fault === fault))).toEqual([]);
  }
  expect(cases).toBeGreaterThan(0);
  countCases(cases);
}, 1_500_000);
