import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { load } from '../../src/loader/load-definition.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { renderPlanText } from '../../src/reporter/text/plan/text-plan.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { createSnapshot } from '../support/tenant-builders.ts';
import { expectCoded, expectInert, expectQuiet, type FuzzTarget } from './fuzz-target.ts';
import { mutateValue, scrambleText } from './mutate.ts';
import type { Random } from './random.ts';
import { SAMPLE } from './sample.ts';

const OUTSIDE = 'outside-of-the-directory-4711';

/** YAML scrambled as text, or the same document written from mutated data, as YAML or as JSON. */
export function createDefinitionTarget(): FuzzTarget {
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
    runTrial: async (random) => {
      writeFileSync(file, mutateText(yaml, random));
      const env = { SECRET: 'canary-4711-abcdef', HOME: '/root' };
      const loaded = await load({ files: [file], root: folder, env, vars: { ENV: 'dev' } });
      expectCoded(loaded.ok ? loaded.value.warnings : loaded.error);
      const output = renderProblemsText(loaded.ok ? loaded.value.warnings : loaded.error, { colour: false });
      expectQuiet(output);
      if (output.includes(OUTSIDE) || output.includes(env.SECRET)) throw new Error('a problem shows what it must not');
      if (!loaded.ok) return;
      const { definition } = loaded.value;
      if (JSON.stringify(definition).includes(OUTSIDE)) throw new Error('a file outside of the directory was read');
      const made = planChanges({ definition, snapshot: createSnapshot({}), catalogue: CATALOGUE, tool: 'fuzz' });
      if (!made.ok) return expectCoded(made.error);
      const render = random.pickItem([expectQuietText, expectInertMarkdown, expectInertHtml]);
      return render(made.value);
    },
    close: async () => rmSync(outer, { recursive: true, force: true }),
  };
}

const expectQuietText = (plan: Plan): void => expectQuiet(renderPlanText(plan, { colour: false, width: 100 }));
/** In a fenced block nothing is markup; fields that tenon does not know stand there with their names. */
const expectInertMarkdown = (plan: Plan): void =>
  expectInert(renderPlanMarkdown(plan).replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, ''));
const expectInertHtml = (plan: Plan): void => expectInert(renderPlanHtml(plan));

function mutateText(yaml: string, random: Random): string | Buffer {
  const kind = random.drawBelow(10);
  if (kind < 6) return scrambleText(yaml, random);
  const data: JsonValue = mutateValue(SAMPLE, random);
  return kind < 8 ? JSON.stringify(data) : writeYaml(data);
}

/** What the writer of YAML refuses (a text with half a character in it, say) is tried as JSON. */
function writeYaml(data: JsonValue): string {
  try {
    return stringify(data);
  } catch {
    return JSON.stringify(data);
  }
}
