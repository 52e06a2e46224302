import { formatCount } from '../../../model/wording.ts';
import type { CountedFinding } from '../../view/plan/counted-findings.ts';
import type { ImpactEntry } from '../../view/plan/impact-entries.ts';
import { type Alarm, IMPACT_LABELS } from '../../view/plan/impact-labels.ts';
import { joinRangeNames, listRangeNames } from '../../view/plan/name-range.ts';
import type { ImpactSection } from '../../view/plan/plan-view.ts';
import { EMPTY_LINE, makeLine, makeSpan, type StyledLine, type StyledSpan, type Tone } from '../lines/styled-line.ts';
import { ACTION_SIGNS, renderHeadSpans, renderPlaceSpans, renderSentence } from '../text-block.ts';
import { renderEntryLines, toTone } from '../text-entry.ts';

export const ALARM_TONES: Readonly<Record<Alarm, Tone>> = { danger: 'danger', warn: 'warn', calm: 'strong' };
const HEAD_INDENT = 2;
const BODY_INDENT = 6;

/** Renders the changes of one class of impact, each with its sentence, its changed values and the findings that it brings. */
export function renderImpactSection({ is, entries }: ImpactSection, width: number): readonly StyledLine[] {
  const { title, alarm } = IMPACT_LABELS[is];
  return [
    EMPTY_LINE,
    makeLine(0, makeSpan(ALARM_TONES[alarm], `! ${title}`)),
    ...entries.flatMap((entry) => renderImpactEntry(entry, ALARM_TONES[alarm], width)),
  ];
}

export const renderImpactEntry = (entry: ImpactEntry, tone: Tone, width: number): readonly StyledLine[] => [
  makeLine(HEAD_INDENT, ...renderEntryHead(entry), ...renderPlaceSpans(entry)),
  ...entry.sentences.flatMap((text) => renderSentence(tone === 'danger' ? 'danger' : 'warn', text, BODY_INDENT, width)),
  ...entry.remarks.flatMap((text) => renderSentence('dim', text, BODY_INDENT, width)),
  ...renderEntryLines(entry.changes, BODY_INDENT, width),
  ...renderFindingLines(entry.findings, BODY_INDENT, width),
];

function renderEntryHead({ blocks }: ImpactEntry): readonly StyledSpan[] {
  const [first] = blocks;
  if (!first || blocks.length === 1) return first ? renderHeadSpans(first) : [];
  const sign = ACTION_SIGNS[first.action];
  const names = joinRangeNames(listRangeNames(blocks), blocks.length);
  return [makeSpan(toTone(sign), `${sign} ${blocks.length} ${first.type}: `), makeSpan('plain', names)];
}

/** Renders findings in the form of problems: `error[callback-loopback]: …`. */
export const renderFindingLines = (findings: readonly CountedFinding[], indent: number, width: number): readonly StyledLine[] =>
  findings.flatMap(({ finding, count }) => {
    const { severity, rule, message, hint } = finding;
    const times = count === 1 ? '' : ` (${formatCount(count, 'resource')})`;
    const tone: Tone = severity === 'error' ? 'danger' : severity === 'warning' ? 'warn' : 'strong';
    return [
      ...renderSentence(tone, `${severity}[${rule}]: ${message}${times}`, indent, width),
      ...renderSentence('plain', `help: ${hint}`, indent + 2, width),
    ];
  });
