import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { sanitizeCodeLine } from '../../sanitize.ts';
import { type DiffLine, diffTexts } from '../../view/changes/text-diff.ts';
import { escapeHtmlLine } from '../html-escape.ts';
import { renderExtrasHtml } from './html-values.ts';

interface Row {
  readonly left?: DiffLine;
  readonly right?: DiffLine;
}

/** Renders the diff of two texts side by side. On a narrow screen CSS stacks the lines. */
export function renderSideBySideHtml(before: string, after: string): string {
  return `<table class=d><colgroup><col class=l><col><col class=l><col></colgroup>${pairLines(diffTexts(before, after)).map(renderRowHtml).join('')}</table>`;
}

/** Pairs removed lines with the added lines that replace them. */
function pairLines(lines: readonly DiffLine[]): readonly Row[] {
  const rows: Row[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push(buildRow(removed[index], added[index]));
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === '-') removed.push(line);
    else if (line.sign === '+') added.push(line);
    else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}

const buildRow = (left: DiffLine | undefined, right: DiffLine | undefined): Row => ({
  ...omitUndefined({ left, right }),
});

function renderRowHtml({ left, right }: Row): string {
  if (left?.sign === 'gap') return `<tr class=g><td colspan=4>line ${left.before}</tr>`;
  if (left && left === right)
    return `<tr class=c>${renderCells('', left.before, renderLineHtml(left))}${renderCells('', left.after, renderLineHtml(left))}</tr>`;
  const [old, next] = left && right ? markChangedWords(left.text, right.text) : [];
  return `<tr>${left ? renderCells('del', left.before, renderLineHtml(left, old)) : EMPTY_CELLS}${right ? renderCells('ins', right.after, renderLineHtml(right, next)) : EMPTY_CELLS}</tr>`;
}

const EMPTY_CELLS = '<td class=e colspan=2></td>';
const renderLineHtml = ({ text }: DiffLine, html = escapeHtmlLine(text)): string => html + renderExtrasHtml(text);
const renderCells = (tag: 'del' | 'ins' | '', number: number | undefined, html: string): string =>
  `<th>${number ?? ''}<td>${tag === '' ? html : `<${tag}>${html}</${tag}>`}</td>`;

/** Marks the changed words between the common start and end of two lines; nothing if the lines have little in common. */
function markChangedWords(before: string, after: string): readonly [string, string] {
  const [old, next] = [splitWords(before), splitWords(after)];
  const head = countCommonPrefix(old, next);
  const tail = countCommonPrefix(old.slice(head).reverse(), next.slice(head).reverse());
  const kept = [...old.slice(0, head), ...old.slice(old.length - tail)].join('').trim().length;
  if (kept < Math.min(before.length, after.length) / 3) return [escapeHtmlLine(before), escapeHtmlLine(after)];
  return [markMiddle(old, head, tail), markMiddle(next, head, tail)];
}

const splitWords = (line: string): readonly string[] => sanitizeCodeLine(line).match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];

function countCommonPrefix(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function markMiddle(words: readonly string[], head: number, tail: number): string {
  const renderWords = (from: number, to: number): string => escapeHtmlLine(words.slice(from, to).join(''));
  const end = words.length - tail;
  return `${renderWords(0, head)}${end > head ? `<mark>${renderWords(head, end)}</mark>` : ''}${renderWords(end, words.length)}`;
}
