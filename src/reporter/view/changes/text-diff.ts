import { structuredPatch } from 'diff';

/** One line of a diff of two texts. A gap stands for unchanged lines that are left out. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | 'gap';
  readonly text: string;
  /** Line numbers from 1, on the sides that have the line. */
  readonly before?: number;
  readonly after?: number;
}

const CONTEXT = 3;
/** Edits after which comparing would cost more than it tells; counted, not timed, so that equal plans give equal reports. */
const MOST_EDITS = 1000;
const NO_NEWLINE = '(no line break at the end)';

/** A unified diff with three lines of context. Texts that have next to nothing in common are shown one after the other. */
export function textDiff(before: string, after: string): readonly DiffLine[] {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: CONTEXT, maxEditLength: MOST_EDITS });
  if (!patch) return [...wholeText(before, '-'), ...wholeText(after, '+')];
  const tellsEnd = before !== '' && after !== '' && before.endsWith('\n') !== after.endsWith('\n');
  return patch.hunks.flatMap(({ oldStart, newStart, lines }) => [
    { sign: 'gap' as const, text: '', before: oldStart, after: newStart },
    ...numbered(lines, oldStart, newStart, tellsEnd),
  ]);
}

function numbered(lines: readonly string[], oldStart: number, newStart: number, tellsEnd: boolean): readonly DiffLine[] {
  let old = oldStart;
  let next = newStart;
  const result: DiffLine[] = [];
  for (const line of lines) {
    const text = line.slice(1);
    if (line.startsWith('\\')) {
      const last = result.pop();
      if (last) result.push(tellsEnd ? { ...last, text: `${last.text} ${NO_NEWLINE}` } : last);
    } else if (line.startsWith('+')) result.push({ sign: '+', text, after: next++ });
    else if (line.startsWith('-')) result.push({ sign: '-', text, before: old++ });
    else result.push({ sign: ' ', text, before: old++, after: next++ });
  }
  return result;
}

function wholeText(text: string, sign: '+' | '-'): readonly DiffLine[] {
  if (text === '') return [];
  const side = sign === '+' ? 'after' : 'before';
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ sign, text: line, [side]: index + 1 }));
}
