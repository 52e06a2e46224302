import { formatInlineValue } from '../../view/format-yaml.ts';
import { type CreateGroup, collectFields } from '../../view/plan/create-groups.ts';
import { type ElementIndex, renderBlockHtml, renderDetailsHtml } from '../html-block.ts';
import { escapeHtml } from '../html-escape.ts';
import { renderCreatedHtml } from '../values/html-entries.ts';
import { renderFindingsHtml } from './html-findings.ts';
import { renderRangeHtml } from './html-impact.ts';

/** Renders a created resource, or a group of similar ones: what they have in common, and a table of what differs. */
export function renderCreateHtml(group: CreateGroup, open: boolean, index: ElementIndex): string {
  const { blocks, common, findings, differing, reasons } = group;
  const [first] = blocks;
  if (first && blocks.length === 1) return renderBlockHtml({ block: first, impact: 'none', open, findings }, index);
  const names = `<small class=k>${escapeHtml(differing.join(', '))}</small>`;
  const notes = (first?.notes ?? []).map((note) => `<p class=y>Note: ${escapeHtml(note)}</p>`).join('');
  const whys = reasons.map((why) => `<p class=y>${escapeHtml(why)}</p>`).join('');
  const body = `${whys}${notes}${renderFindingsHtml(findings)}${renderCreatedHtml(common)}${renderDifferencesHtml(group)}`;
  return renderDetailsHtml({ blocks, impact: 'none', open, head: `${renderRangeHtml(group)} ${names}`, body }, index);
}

function renderDifferencesHtml({ blocks, differing, type }: CreateGroup): string {
  const head = [type, ...differing].map((name) => `<th scope=col>${escapeHtml(name)}`).join('');
  const rows = blocks.map((block) => {
    const fields = collectFields(block);
    const cells = differing.map((name) => `<td>${escapeHtml(formatInlineValue(fields[name]))}`);
    return `<tr><th scope=row>${escapeHtml(block.key || block.type)}${cells.join('')}`;
  });
  return `<div class=g role=region tabindex=0 aria-label="What differs"><table class=m><thead><tr>${head}<tbody>${rows.join('')}</table></div>`;
}
