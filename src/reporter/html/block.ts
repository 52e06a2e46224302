import type { Operation } from '../../model/plan/plan.ts';
import type { Block, Part } from '../view/changes/blocks.ts';
import { fieldNames } from '../view/changes/fields.ts';
import { whysOf } from '../view/why.ts';
import { createdHtml, entriesHtml } from './entries.ts';
import { esc } from './escape.ts';

const SIGNS = { create: '+', update: '~', delete: '−' } as const;
const NAMES_SHOWN = 4;

/** One resource. What loses something is never folded. */
export function blockHtml(block: Block, id: string, folded: boolean): string {
  const { type, action, risk } = block;
  const open = risk === 'destructive' || !folded ? ' open' : '';
  const data = `data-type="${esc(type)}" data-action=${action} data-risk=${risk}`;
  return `<details class=r id=${id} ${data}${open}>${summaryHtml(block)}<div class=b>${bodyHtml(block)}</div></details>\n`;
}

function summaryHtml(block: Block): string {
  const { type, key, action, risk, renamedFrom } = block;
  const old = renamedFrom === undefined ? '' : ` <small>renamed from ${esc(renamedFrom)}</small>`;
  const tag = risk === 'safe' ? '' : ` <em class=${risk}>${risk}</em>`;
  const name = `<span class=a><span class=t>${esc(key === '' ? '' : `${type}/`)}</span><b>${esc(key || type)}</b></span>`;
  const names = `<small class=k>${esc(namesText(block))}</small>`;
  return `<summary><i class=${action} title=${action}>${SIGNS[action]}</i><span class=hd>${name}${old}${tag} ${names}</span></summary>`;
}

function namesText(block: Block): string {
  const names = fieldNames(block);
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return names.slice(0, NAMES_SHOWN).join(', ') + more;
}

function bodyHtml(block: Block): string {
  const [first, ...later] = block.parts;
  const notes = block.notes.map((note) => `<p class=y>Note: ${esc(note)}`).join('');
  return [
    whysHtml(first?.operations ?? [], block.risk),
    notes,
    createdHtml(block.created),
    first ? entriesHtml(first.entries) : '',
    ...later.map(laterHtml),
    footHtml(block),
  ].join('');
}

/** A second write of the same resource. */
const laterHtml = (part: Part): string =>
  `<p class=y>Then: ${esc(part.operations[0]?.why ?? '')}</p>${entriesHtml(part.entries)}`;

const whysHtml = (operations: readonly Operation[], risk: Block['risk']): string =>
  whysOf(operations)
    .map((why) => `<p class="y ${risk}">${esc(why)}</p>`)
    .join('');

/** Where the definition asks for it, and what will be sent. */
function footHtml({ origin, operations }: Block): string {
  const counts = new Map<string, number>();
  for (const { method, path } of operations.flatMap(({ requests }) => requests)) {
    counts.set(`${method} ${path}`, (counts.get(`${method} ${path}`) ?? 0) + 1);
  }
  const requests = [...counts].map(([request, count]) => `<code>${esc(request)}</code>${count === 1 ? '' : ` × ${count}`}`);
  const place = origin ? [`<code>${esc(`${origin.file}:${origin.line}`)}</code>`] : [];
  const said = [...place, ...requests].join(' · ');
  return said === '' ? '' : `<p class=o>${said}</p>`;
}
