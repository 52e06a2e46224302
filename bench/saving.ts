import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretResolver } from '../src/loader/substitute/secret-resolver.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { renderPlanHtml } from '../src/reporter/html/plan/html-plan.ts';
import { renderPlanMarkdown } from '../src/reporter/markdown/markdown-plan.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';

import { findBindingProblems } from '../src/workflows/plan-file/plan-binding.ts';
import { readSavedPlan } from '../src/workflows/plan-file/read-saved-plan.ts';
import { savePlan } from '../src/workflows/plan-file/save-plan.ts';
import { createLargePlan } from '../test/support/large-plan.ts';
import { createChanges } from './applying.ts';

export interface SaveMeasurement {
  readonly operations: number;
  readonly saveMs: number;
  /** Reading it again, its form, its seal, and whether it fits here and now. */
  readonly recheckMs: number;
  readonly mb: number;
}

/** What it costs to save a plan and to take it up again before an apply. */
export async function measureSaving(operations: number): Promise<SaveMeasurement> {
  const { definition, snapshot } = createChanges(operations);
  const planned = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'bench/0.0.0' });
  if (!planned.ok) throw new Error(planned.error[0]?.message);
  const plan = planned.value;
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const file = join(folder, 'plan.json');
  const [env, secrets, now] = [{ TENON_PLAN_KEY: 'k'.repeat(40) }, createSecretResolver(definition), new Date()];
  try {
    const started = performance.now();
    const saved = savePlan(file, { plan, files: ['tenant.yaml'], secrets, env, at: now });
    const written = performance.now();
    const read = await readSavedPlan(file, env);
    if (!saved.ok || !read.ok) throw new Error('not saved, or not read');
    const here = { tenant: plan.tenant, definition: plan.definition, tool: plan.tool, secrets, env, now, maxAge: 3600 };
    const problems = findBindingProblems(read.value, here);
    if (problems.length > 0) throw new Error(problems[0]?.message);
    const mb = Math.round(statSync(file).size / 1e5) / 10;
    return { operations: plan.operations.length, saveMs: written - started, recheckMs: performance.now() - written, mb };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface RenderMeasurement {
  readonly resources: number;
  readonly htmlMs: number;
  readonly htmlKb: number;
  readonly markdownMs: number;
  readonly markdownKb: number;
}

/** What a reviewer downloads. */
export function measureRendering(resources: number): RenderMeasurement {
  const plan = createLargePlan(resources);
  const started = performance.now();
  const html = renderPlanHtml(plan);
  const between = performance.now();
  const markdown = renderPlanMarkdown(plan);
  const computeKilobytes = (text: string): number => Buffer.byteLength(text) / 1024;
  const [htmlMs, markdownMs] = [between - started, performance.now() - between];
  return { resources, htmlMs, htmlKb: computeKilobytes(html), markdownMs, markdownKb: computeKilobytes(markdown) };
}
