import { structuredPatch } from 'diff';

/** One line of a text diff. A gap stands for omitted unchanged lines; its numbers are the first lines after it. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | 'gap';
  readonly text: string;
  /** 1-based line numbers on the sides that contain the line. */
  readonly before?: number;
  readonly after?: number;
}

const CONTEXT = 3;
/** The diff gives up after this many edits. A count and not a time limit, so that equal plans produce equal reports. */
const MAX_EDITS = 1000;
const NO_NEWLINE = '(no newline at end)';

/** Computes a unified diff with three lines of context. Texts with too many differences are shown in full, old before new. */
export function diffTexts(before: string, after: string): readonly DiffLine[] {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: CONTEXT, maxEditLength: MAX_EDITS });
  if (!patch) return [...toDiffLines(before, '-'), ...toDiffLines(after, '+')];
  const marksMissingNewline = before !== '' && after !== '' && before.endsWith('\n') !== after.endsWith('\n');
  return patch.hunks.flatMap(({ oldStart, newStart, lines }) => [
    { sign: 'gap' as const, text: '', before: oldStart, after: newStart },
    ...numberLines(lines, oldStart, newStart, marksMissingNewline),
  ]);
}

function numberLines(
  lines: readonly string[],
  oldStart: number,
  newStart: number,
  marksMissingNewline: boolean,
): readonly DiffLine[] {
  let oldNumber = oldStart;
  let newNumber = newStart;
  const result: DiffLine[] = [];
  for (const line of lines) {
    const text = line.slice(1);
    if (line.startsWith('\\')) {
      const last = result.pop();
      if (last) result.push(marksMissingNewline ? { ...last, text: `${last.text} ${NO_NEWLINE}` } : last);
    } else if (line.startsWith('+')) result.push({ sign: '+', text, after: newNumber++ });
    else if (line.startsWith('-')) result.push({ sign: '-', text, before: oldNumber++ });
    else result.push({ sign: ' ', text, before: oldNumber++, after: newNumber++ });
  }
  return result;
}

function toDiffLines(text: string, sign: '+' | '-'): readonly DiffLine[] {
  if (text === '') return [];
  const side = sign === '+' ? 'after' : 'before';
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ sign, text: line, [side]: index + 1 }));
}
