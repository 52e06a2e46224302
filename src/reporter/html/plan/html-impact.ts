import type { ImpactEntry } from '../../view/plan/impact-entries.ts';
import { IMPACT_LABELS } from '../../view/plan/impact-labels.ts';
import { joinRangeNames, listRangeNames } from '../../view/plan/name-range.ts';
import type { ImpactSection } from '../../view/plan/plan-view.ts';
import { type ElementIndex, renderDetailsHtml, renderFootHtml, renderNameHtml } from '../html-block.ts';
import { escapeHtml } from '../html-escape.ts';
import { renderEntriesHtml } from '../values/html-entries.ts';
import { renderFindingsHtml } from './html-findings.ts';

/** Renders the changes of one class of impact, open, each with its sentence, the findings that it brings and its values. */
export function renderImpactHtml({ is, entries }: ImpactSection, index: ElementIndex): string {
  const { title, alarm } = IMPACT_LABELS[is];
  const blocks = entries.map((entry) => renderImpactEntryHtml(entry, alarm, index)).join('');
  return `<section class=${alarm} id=${is}><h2>${title}</h2>${blocks}</section>\n`;
}

function renderImpactEntryHtml(entry: ImpactEntry, alarm: string, index: ElementIndex): string {
  const { blocks, sentences, remarks, findings, changes, is, origin } = entry;
  const [first] = blocks;
  if (!first) return '';
  const place = origin ? ` <small class=k>${escapeHtml(`${origin.file}:${origin.line}`)}</small>` : '';
  const says = `<span class="q ${alarm}">${sentences.map(escapeHtml).join(' ')}</span>`;
  const body = [
    ...remarks.map((text) => `<p class=y>${escapeHtml(text)}</p>`),
    renderFindingsHtml(findings),
    renderEntriesHtml(changes),
    blocks.length === 1 ? '' : renderAllNamesHtml(entry),
    renderFootHtml({ operations: first.operations }),
  ].join('');
  const name = blocks.length === 1 ? renderNameHtml(first) : renderRangeHtml(entry);
  return renderDetailsHtml({ blocks, impact: is, open: true, head: `${name}${place}${says}`, body }, index);
}

export const renderRangeHtml = ({ blocks }: Pick<ImpactEntry, 'blocks'>): string => {
  const names = listRangeNames(blocks).map((name) => `<b>${escapeHtml(name)}</b>`);
  return `<span class=a>${blocks.length} <span class=t>${escapeHtml(blocks[0]?.type ?? '')}</span> ${joinRangeNames(names, blocks.length)}</span>`;
};

const renderAllNamesHtml = ({ blocks }: ImpactEntry): string =>
  `<p class=y>${blocks.map(({ key, type }) => `<code>${escapeHtml(key || type)}</code>`).join(' ')}</p>`;
