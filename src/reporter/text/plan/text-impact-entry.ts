import type { ImpactEntry } from '../../view/plan/impact-entries.ts';
import { type ImpactKind, listDetails } from '../../view/plan/impact-kinds.ts';
import { type Alarm, IMPACT_LABELS } from '../../view/plan/impact-labels.ts';
import { joinRangeNames, listRangeNames } from '../../view/plan/name-range.ts';
import { makeLine, makeSpan, type StyledLine, type StyledSpan, type Tone } from '../lines/styled-line.ts';
import { ACTION_SIGNS, renderHeadSpans, renderPlaceSpans, renderSentence } from '../text-block.ts';
import { renderEntryLines, toTone } from '../text-entry.ts';
import { renderFindingLines } from './text-findings.ts';

export const ALARM_TONES: Readonly<Record<Alarm, Tone>> = { danger: 'danger', warn: 'warn', calm: 'strong' };
const HEAD_INDENT = 2;
export const BODY_INDENT = 6;

/** Renders an entry with its sentences, its changed values and the findings that it brings. */
export const renderImpactEntry = (entry: ImpactEntry, width: number): readonly StyledLine[] => [
  ...renderKindHead({ entries: [entry], sentences: entry.sentences, findings: [] }, width),
  ...renderEntryLines(entry.changes, BODY_INDENT, width),
  ...renderFindingLines(entry.findings, BODY_INDENT, width),
];

/** Renders what all entries of a kind have in common: the resources, the sentences, the remarks and the findings. */
export function renderKindHead({ entries, sentences, findings }: ImpactKind, width: number): readonly StyledLine[] {
  const [first] = entries;
  const tone: Tone = IMPACT_LABELS[first.is].alarm === 'danger' ? 'danger' : 'warn';
  return [
    makeLine(HEAD_INDENT, ...renderNameSpans(entries), ...(entries.length === 1 ? renderPlaceSpans(first) : [])),
    ...sentences.flatMap((text) => renderSentence(tone, text, BODY_INDENT, width)),
    ...first.remarks.flatMap((text) => renderSentence('dim', text, BODY_INDENT, width)),
    ...renderFindingLines(findings, BODY_INDENT, width),
  ];
}

/** Renders one of several entries of a kind: only what it has for itself. */
export const renderKindMember = (entry: ImpactEntry, width: number): readonly StyledLine[] => [
  makeLine(BODY_INDENT, joinRangeNames(listRangeNames(entry.blocks), entry.blocks.length), ...renderPlaceSpans(entry)),
  ...listDetails(entry).flatMap((text) => renderSentence('dim', text, BODY_INDENT + 2, width)),
  ...renderEntryLines(entry.changes, BODY_INDENT + 2, width),
];

function renderNameSpans(entries: readonly ImpactEntry[]): readonly StyledSpan[] {
  const blocks = entries.flatMap((entry) => entry.blocks);
  const [first] = blocks;
  if (!first || blocks.length === 1) return first ? renderHeadSpans(first) : [];
  const sign = ACTION_SIGNS[first.action];
  const names = joinRangeNames(listRangeNames(blocks), blocks.length);
  return [makeSpan(toTone(sign), `${sign} ${blocks.length} ${first.type}: `), makeSpan('plain', names)];
}
