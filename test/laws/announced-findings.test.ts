import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { TenantView } from '../../src/posture/tenant-view.ts';
import { viewPlan, viewSnapshot } from '../../src/posture/view/view-plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { loadText } from '../loader/load-helpers.ts';
import { judgeTenant, listFindings } from '../posture/judge-tenant.ts';
import { fetchWholeSnapshot } from '../support/export-snapshot.ts';
import { pickSample } from '../support/run-size.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../support/shapes/index.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

async function loadDefinition(text: string): Promise<Definition> {
  const loaded = await loadText(text, { env: FIXTURE_SECRETS });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error, null, 2));
  return loaded.value.definition;
}

/** The tenant as a plan announces it, and as it is once the plan is applied. */
async function applyAndCompare(text: string): Promise<{ readonly views: readonly [TenantView, TenantView] }> {
  const definition = await loadDefinition(text);
  const snapshot = await fetchWholeSnapshot(tenant().api);
  const plan = await tenant().plan(definition);
  const { after } = viewPlan({ definition, snapshot, catalogue: CATALOGUE, plan });
  await tenant().applyDefinition(definition);
  const applied = viewSnapshot(await fetchWholeSnapshot(tenant().api), CATALOGUE, definition);
  return { views: [after, applied] };
}

describe.each(pickSample(TYPE_FIXTURES, 4, 'announced findings'))('$type', ({ with: beside = '', before, after }) => {
  it('has the findings that its plan announced', async () => {
    for (const text of [before, after]) {
      const { views } = await applyAndCompare([beside, text].join('\n'));
      const [announced, found] = views.map((view) => listFindings(judgeTenant(view)));
      expect(announced).toEqual(found);
    }
  });
});

const writeRule = (match: string): string => `networkACLs:
  - description: office
    active: true
    priority: 9
    rule: { action: { block: true }, scope: authentication, match: ${match} }
`;

it('views an object that is replaced as a whole as the tenant will have it', async () => {
  await applyAndCompare(writeRule('{ geo_country_codes: [AQ], ipv4_cidrs: [10.0.0.0/8] }'));
  const { views } = await applyAndCompare(writeRule('{ ipv4_cidrs: [0.0.0.0/0] }'));
  const [announced, found] = views.map(({ types }) => types.networkACLs?.find(({ key }) => key === 'office')?.fields.rule);
  expect(announced).toMatchObject({ match: { ipv4_cidrs: ['0.0.0.0/0'] } });
  expect(announced).toEqual(found);
});
