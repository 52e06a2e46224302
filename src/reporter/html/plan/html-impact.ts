import type { ImpactEntry } from '../../view/plan/impact-entries.ts';
import { groupByKind, type ImpactKind } from '../../view/plan/impact-kinds.ts';
import { IMPACT_LABELS } from '../../view/plan/impact-labels.ts';
import { joinRangeNames, listRangeNames } from '../../view/plan/name-range.ts';
import type { ImpactSection } from '../../view/plan/plan-view.ts';
import { type ElementIndex, renderDetailsHtml, renderFootHtml, renderNameHtml } from '../html-block.ts';
import { escapeHtml } from '../html-escape.ts';
import { renderEntriesHtml } from '../values/html-entries.ts';
import { renderFindingsHtml } from './html-findings.ts';
import { renderMembersHtml } from './html-kind-members.ts';

/** Renders the changes of one class of impact, open, each with its sentence, the findings that it brings and its values. */
export function renderImpactHtml({ is, entries }: ImpactSection, index: ElementIndex): string {
  const { title, alarm } = IMPACT_LABELS[is];
  const blocks = groupByKind(entries).flatMap((kind) => renderKindHtml(kind, alarm, index));
  return `<section class=${alarm} id=${is}><h2>${title}</h2>${blocks.join('')}</section>\n`;
}

/** Entries with scripts and templates are too large for a table. */
const hasText = ({ changes }: ImpactEntry): boolean => changes.some(({ kind }) => kind === 'text');

function renderKindHtml(kind: ImpactKind, alarm: string, index: ElementIndex): readonly string[] {
  const { entries, sentences, findings } = kind;
  if (entries.length === 1) return [renderEntryHtml(entries[0], kind, alarm, index)];
  if (entries.some(hasText)) return entries.map((entry) => renderEntryHtml(entry, entry, alarm, index));
  const blocks = entries.flatMap((entry) => entry.blocks);
  const body = `${renderRemarksHtml(entries[0])}${renderFindingsHtml(findings)}${renderMembersHtml(kind, index)}`;
  const head = `${renderRangeHtml({ blocks })}${renderSentencesHtml(sentences, alarm)}`;
  return [renderDetailsHtml({ blocks, impact: entries[0].is, open: true, head, body }, index)];
}

type SharedParts = Pick<ImpactKind, 'sentences' | 'findings'>;

function renderEntryHtml(entry: ImpactEntry, { sentences, findings }: SharedParts, alarm: string, index: ElementIndex): string {
  const { blocks, changes, is, origin } = entry;
  const [first] = blocks;
  if (!first) return '';
  const place = origin ? ` <small class=k>${escapeHtml(`${origin.file}:${origin.line}`)}</small>` : '';
  const body = [
    renderRemarksHtml(entry),
    renderFindingsHtml(findings),
    renderEntriesHtml(changes),
    blocks.length === 1 ? '' : renderAllNamesHtml(entry),
    renderFootHtml({ operations: first.operations }),
  ].join('');
  const name = blocks.length === 1 ? renderNameHtml(first) : renderRangeHtml(entry);
  return renderDetailsHtml(
    { blocks, impact: is, open: true, head: `${name}${place}${renderSentencesHtml(sentences, alarm)}`, body },
    index,
  );
}

const renderSentencesHtml = (sentences: readonly string[], alarm: string): string =>
  `<span class="q ${alarm}">${sentences.map(escapeHtml).join(' ')}</span>`;

const renderRemarksHtml = ({ remarks }: ImpactEntry): string =>
  remarks.map((text) => `<p class=y>${escapeHtml(text)}</p>`).join('');

export const renderRangeHtml = ({ blocks }: Pick<ImpactEntry, 'blocks'>): string => {
  const names = listRangeNames(blocks).map((name) => `<b>${escapeHtml(name)}</b>`);
  return `<span class=a>${blocks.length} <span class=t>${escapeHtml(blocks[0]?.type ?? '')}</span> ${joinRangeNames(names, blocks.length)}</span>`;
};

const renderAllNamesHtml = ({ blocks }: ImpactEntry): string =>
  `<p class=y>${blocks.map(({ key, type }) => `<code>${escapeHtml(key || type)}</code>`).join(' ')}</p>`;
