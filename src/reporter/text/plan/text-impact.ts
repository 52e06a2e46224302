import { groupByKind, type ImpactKind } from '../../view/plan/impact-kinds.ts';
import { IMPACT_LABELS } from '../../view/plan/impact-labels.ts';
import type { ImpactSection } from '../../view/plan/plan-view.ts';
import { EMPTY_LINE, makeLine, makeSpan, type StyledLine } from '../lines/styled-line.ts';
import { renderSentence } from '../text-block.ts';
import { renderFoldingHint, SCREENFUL } from './text-folding.ts';
import { ALARM_TONES, BODY_INDENT, renderImpactEntry, renderKindHead, renderKindMember } from './text-impact-entry.ts';

interface RenderedKind {
  readonly lines: readonly StyledLine[];
  /** How many entries are shown without their values. */
  readonly foldedCount: number;
}

/** Renders the changes of one class of impact: every name, sentence and finding, and values up to a screenful. */
export function renderImpactSection({ is, entries }: ImpactSection, width: number): readonly StyledLine[] {
  const { title, alarm } = IMPACT_LABELS[is];
  const lines: StyledLine[] = [EMPTY_LINE, makeLine(0, makeSpan(ALARM_TONES[alarm], `! ${title}`))];
  let foldedCount = 0;
  for (const kind of groupByKind(entries)) {
    const rendered = kind.entries.length === 1 ? renderSingle(kind, lines.length, width) : renderKind(kind, lines.length, width);
    foldedCount += rendered.foldedCount;
    lines.push(...rendered.lines);
  }
  return [...lines, ...renderFoldingHint(foldedCount)];
}

function renderSingle(kind: ImpactKind, usedLines: number, width: number): RenderedKind {
  const [entry] = kind.entries;
  const isFolded = usedLines >= SCREENFUL && entry.changes.length > 0;
  return { lines: isFolded ? renderKindHead(kind, width) : renderImpactEntry(entry, width), foldedCount: isFolded ? 1 : 0 };
}

/** How many entries of one kind are shown with their values: they are examples. */
const EXAMPLES = 3;

/** Renders the values of a few entries, at least one, and the names of the others. */
function renderKind(kind: ImpactKind, usedLines: number, width: number): RenderedKind {
  const lines = [...renderKindHead(kind, width)];
  const folded = kind.entries.filter((entry, index) => {
    if (index >= EXAMPLES || (index > 0 && usedLines + lines.length >= SCREENFUL)) return true;
    lines.push(...renderKindMember(entry, width));
    return false;
  });
  const names = folded.flatMap(({ blocks }) => blocks.map(({ key, type }) => key || type));
  const more = `… and ${names.length} more like this: ${names.join(', ')}`;
  return {
    lines: names.length === 0 ? lines : [...lines, ...renderSentence('plain', more, BODY_INDENT, width)],
    foldedCount: folded.length,
  };
}
