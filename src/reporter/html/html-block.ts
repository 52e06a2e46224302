import type { Operation } from '../../model/plan/operation.ts';
import { listBlockFields } from '../view/changes/block-field-names.ts';
import type { BlockPart, ResourceBlock } from '../view/changes/resource-blocks.ts';
import { listShownReasons } from '../view/shown-reasons.ts';
import { renderCreatedHtml, renderEntriesHtml } from './html-entries.ts';
import { escapeHtml } from './html-escape.ts';

const HTML_SIGNS = { create: '+', update: '~', delete: '−' } as const;
const NAMES_SHOWN = 4;

/** Renders one resource as a collapsible block. Destructive changes are always expanded. */
export function renderBlockHtml(block: ResourceBlock, id: string, folded: boolean): string {
  const { type, action, risk } = block;
  const open = risk === 'destructive' || !folded ? ' open' : '';
  const data = `data-type="${escapeHtml(type)}" data-action=${action} data-risk=${risk}`;
  return `<details class=r id=${id} ${data}${open}>${renderSummaryHtml(block)}<div class=b>${renderBodyHtml(block)}</div></details>\n`;
}

function renderSummaryHtml(block: ResourceBlock): string {
  const { type, key, action, risk, renamedFrom } = block;
  const old = renamedFrom === undefined ? '' : ` <small>renamed from ${escapeHtml(renamedFrom)}</small>`;
  const tag = risk === 'safe' ? '' : ` <em class=${risk}>${risk}</em>`;
  const name = `<span class=a><span class=t>${escapeHtml(key === '' ? '' : `${type}/`)}</span><b>${escapeHtml(key || type)}</b></span>`;
  const names = `<small class=k>${escapeHtml(formatFieldNames(block))}</small>`;
  return `<summary><i class=${action} title=${action}>${HTML_SIGNS[action]}</i><span class=hd>${name}${old}${tag} ${names}</span></summary>`;
}

function formatFieldNames(block: ResourceBlock): string {
  const names = listBlockFields(block);
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return names.slice(0, NAMES_SHOWN).join(', ') + more;
}

function renderBodyHtml(block: ResourceBlock): string {
  const [first, ...later] = block.parts;
  const notes = block.notes.map((note) => `<p class=y>Note: ${escapeHtml(note)}`).join('');
  return [
    renderReasonsHtml(first?.operations ?? [], block.risk),
    notes,
    renderCreatedHtml(block.created),
    first ? renderEntriesHtml(first.entries) : '',
    ...later.map(renderLaterPartHtml),
    renderFootHtml(block),
  ].join('');
}

/** Renders a further write of the same resource. */
const renderLaterPartHtml = (part: BlockPart): string =>
  `<p class=y>Then: ${escapeHtml(part.operations[0]?.why ?? '')}</p>${renderEntriesHtml(part.entries)}`;

const renderReasonsHtml = (operations: readonly Operation[], risk: ResourceBlock['risk']): string =>
  listShownReasons(operations)
    .map((why) => `<p class="y ${risk}">${escapeHtml(why)}</p>`)
    .join('');

/** Renders the place in the definition and the requests that will be sent. */
function renderFootHtml({ origin, operations }: ResourceBlock): string {
  const counts = new Map<string, number>();
  for (const { method, path } of operations.flatMap(({ requests }) => requests)) {
    counts.set(`${method} ${path}`, (counts.get(`${method} ${path}`) ?? 0) + 1);
  }
  const requests = [...counts].map(
    ([request, count]) => `<code>${escapeHtml(request)}</code>${count === 1 ? '' : ` × ${count}`}`,
  );
  const place = origin ? [`<code>${escapeHtml(`${origin.file}:${origin.line}`)}</code>`] : [];
  const details = [...place, ...requests].join(' · ');
  return details === '' ? '' : `<p class=o>${details}</p>`;
}
