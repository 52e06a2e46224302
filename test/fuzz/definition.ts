import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { load } from '../../src/loader/load-definition.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { renderPlanHtml } from '../../src/reporter/html/html-plan.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { renderPlanText } from '../../src/reporter/text/text-plan.ts';
import { renderProblemsText } from '../../src/reporter/text/text-problem-list.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { snapshotOf } from '../support/tenants.ts';
import { mutated, scrambled } from './mutate.ts';
import type { Random } from './random.ts';
import { SAMPLE } from './sample.ts';
import { expectCoded, expectInert, expectQuiet, type Target } from './target.ts';

const OUTSIDE = 'outside-of-the-directory-4711';

/** YAML scrambled as text, or the same document written from mutated data, as YAML or as JSON. */
export function definitionTarget(): Target {
  const outer = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const folder = mkdtempSync(join(outer, 'in-'));
  writeFileSync(join(outer, 'x'), OUTSIDE);
  writeFileSync(join(folder, 'login.js'), 'return ##ENV##');
  symlinkSync(join(outer, 'x'), join(folder, 'link.js'));
  const file = join(folder, 'tenant.yaml');
  const yaml = stringify(SAMPLE);
  return {
    name: 'definition',
    weight: 8,
    trial: async (random) => {
      writeFileSync(file, textOf(yaml, random));
      const env = { SECRET: 'canary-4711-abcdef', HOME: '/root' };
      const loaded = await load({ files: [file], root: folder, env, vars: { ENV: 'dev' } });
      expectCoded(loaded.ok ? loaded.value.warnings : loaded.error);
      const told = renderProblemsText(loaded.ok ? loaded.value.warnings : loaded.error, { colour: false });
      expectQuiet(told);
      if (told.includes(OUTSIDE) || told.includes(env.SECRET)) throw new Error('a problem shows what it must not');
      if (!loaded.ok) return;
      const { definition } = loaded.value;
      if (JSON.stringify(definition).includes(OUTSIDE)) throw new Error('a file outside of the directory was read');
      const made = planChanges({ definition, snapshot: snapshotOf({}), catalogue: CATALOGUE, tool: 'fuzz' });
      if (!made.ok) return expectCoded(made.error);
      const render = random.pick([quietText, inertMarkdown, inertHtml]);
      return render(made.value);
    },
    close: async () => rmSync(outer, { recursive: true, force: true }),
  };
}

const quietText = (plan: Plan): void => expectQuiet(renderPlanText(plan, { colour: false, width: 100 }));
/** In a fenced block nothing is markup; fields that tenon does not know stand there with their names. */
const inertMarkdown = (plan: Plan): void => expectInert(renderPlanMarkdown(plan).replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, ''));
const inertHtml = (plan: Plan): void => expectInert(renderPlanHtml(plan));

function textOf(yaml: string, random: Random): string | Buffer {
  const kind = random.below(10);
  if (kind < 6) return scrambled(yaml, random);
  const data: JsonValue = mutated(SAMPLE, random);
  return kind < 8 ? JSON.stringify(data) : asYaml(data);
}

/** What the writer of YAML refuses (a text with half a character in it, say) is tried as JSON. */
function asYaml(data: JsonValue): string {
  try {
    return stringify(data);
  } catch {
    return JSON.stringify(data);
  }
}
