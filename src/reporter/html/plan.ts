import type { Operation, Plan } from '../../model/plan/plan.ts';
import { blocksOf, byRisk } from '../view/changes/blocks.ts';
import { blockHtml } from './block.ts';
import { esc } from './escape.ts';
import { graphHtml } from './graph.ts';
import { pageHtml } from './page/page.ts';
import { filterHtml, headHtml, notesHtml, undeclaredHtml } from './sections.ts';

/** So many changes are read at a glance. */
const UNFOLDED = 5;

/** The plan as one file that needs nothing else: for a browser, a mail, an artifact of a build. */
export function htmlPlan(plan: Plan): string {
  const blocks = byRisk(blocksOf(plan.operations));
  const ids = new Map<Operation, string>(
    blocks.flatMap(({ operations }, index) => operations.map((one) => [one, `r${index}`] as const)),
  );
  const body = [
    headHtml(plan, blocks),
    blocks.length === 0 ? '' : filterHtml(blocks),
    `<main>${blocks.map((block, index) => blockHtml(block, `r${index}`, blocks.length > UNFOLDED)).join('')}</main>`,
    graphHtml(plan.operations, (operation) => ids.get(operation)),
    notesHtml(plan.operations, blocks),
    undeclaredHtml(plan.undeclared),
    `<footer>${esc(plan.tool)} · definition <code>${esc(plan.definition.slice(0, 12))}</code></footer>`,
  ];
  return pageHtml(`Plan for ${plan.tenant}`, body.join(''));
}
