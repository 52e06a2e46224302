import { cleanLine } from '../sanitize.ts';
import { type DiffLine, textDiff } from '../view/changes/text-diff.ts';
import { escLine } from './escape.ts';

interface Row {
  readonly left?: DiffLine;
  readonly right?: DiffLine;
}

/** Two texts beside each other; on a narrow screen one below the other, line by line. */
export function sideBySide(before: string, after: string): string {
  return `<table class=d><colgroup><col class=l><col><col class=l><col></colgroup>${rowsOf(textDiff(before, after)).map(rowHtml).join('')}</table>`;
}

/** Lines that go are set beside the lines that come in their place. */
function rowsOf(lines: readonly DiffLine[]): readonly Row[] {
  const rows: Row[] = [];
  let gone: DiffLine[] = [];
  let come: DiffLine[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(gone.length, come.length); index++) rows.push(rowOf(gone[index], come[index]));
    gone = [];
    come = [];
  };
  for (const line of lines) {
    if (line.sign === '-') gone.push(line);
    else if (line.sign === '+') come.push(line);
    else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}

const rowOf = (left: DiffLine | undefined, right: DiffLine | undefined): Row => ({
  ...(left ? { left } : {}),
  ...(right ? { right } : {}),
});

function rowHtml({ left, right }: Row): string {
  if (left?.sign === 'gap') return `<tr class=g><td colspan=4>line ${left.before}</tr>`;
  if (left && left === right)
    return `<tr class=c>${cells('', left.before, escLine(left.text))}${cells('', left.after, escLine(left.text))}</tr>`;
  const [old, next] = left && right ? marked(left.text, right.text) : [escLine(left?.text ?? ''), escLine(right?.text ?? '')];
  return `<tr>${left ? cells('del', left.before, old) : EMPTY}${right ? cells('ins', right.after, next) : EMPTY}</tr>`;
}

const EMPTY = '<td class=e colspan=2></td>';
const cells = (tag: 'del' | 'ins' | '', number: number | undefined, html: string): string =>
  `<th>${number ?? ''}<td>${tag === '' ? html : `<${tag}>${html}</${tag}>`}</td>`;

/** Marks the words in the middle of two lines that begin and end alike. */
function marked(before: string, after: string): readonly [string, string] {
  const [old, next] = [wordsOf(before), wordsOf(after)];
  const head = alike(old, next);
  const tail = alike(old.slice(head).reverse(), next.slice(head).reverse());
  const kept = [...old.slice(0, head), ...old.slice(old.length - tail)].join('').trim().length;
  if (kept < Math.min(before.length, after.length) / 3) return [escLine(before), escLine(after)];
  return [middle(old, head, tail), middle(next, head, tail)];
}

const wordsOf = (line: string): readonly string[] => cleanLine(line).match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];

function alike(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function middle(words: readonly string[], head: number, tail: number): string {
  const part = (from: number, to: number): string => escLine(words.slice(from, to).join(''));
  const end = words.length - tail;
  return `${part(0, head)}${end > head ? `<mark>${part(head, end)}</mark>` : ''}${part(end, words.length)}`;
}
