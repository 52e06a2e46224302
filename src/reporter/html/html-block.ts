import type { ImpactClass } from '../../model/plan/impact.ts';
import type { Operation } from '../../model/plan/operation.ts';
import { listBlockFields } from '../view/changes/block-field-names.ts';
import type { BlockPart, ResourceBlock } from '../view/changes/resource-blocks.ts';
import type { CountedFinding } from '../view/plan/counted-findings.ts';
import { listShownReasons } from '../view/shown-reasons.ts';
import { escapeHtml } from './html-escape.ts';
import { renderFindingsHtml } from './plan/html-findings.ts';
import { renderThemeHtml } from './theme/theme-preview.ts';
import { renderCreatedHtml, renderEntriesHtml } from './values/html-entries.ts';
import { renderPreviewsHtml } from './values/rendered-html.ts';

const HTML_SIGNS = { create: '+', update: '~', delete: '−' } as const;
const NAMES_SHOWN = 4;

/** Numbers resources and the elements that show them. The script counts resources by these numbers. */
export interface ElementIndex {
  readonly getNumber: (block: ResourceBlock) => number;
  /** Returns the id of the next element, and remembers that it shows these resources. */
  readonly takeElementId: (blocks: readonly ResourceBlock[]) => string;
}

interface DetailsInput {
  readonly blocks: readonly ResourceBlock[];
  readonly impact: ImpactClass | 'none';
  readonly open: boolean;
  /** HTML of the visible line. */
  readonly head: string;
  /** HTML of what can be folded. */
  readonly body: string;
}

/** Renders a collapsible block with what filters need to know. */
export function renderDetailsHtml({ blocks, impact, open, head, body }: DetailsInput, index: ElementIndex): string {
  const [first] = blocks;
  if (!first) return '';
  const { type, action } = first;
  const id = index.takeElementId(blocks);
  const data = `data-type="${escapeHtml(type)}" data-action=${action} data-impact=${impact} data-r="${blocks.map(index.getNumber).join(' ')}"`;
  const sign = `<i class=${action} aria-hidden=true>${HTML_SIGNS[action]}</i><span class=sr>${action} </span>`;
  return `<details class=r id=${id} ${data}${open ? ' open' : ''}><summary>${sign}<span class=hd>${head}</span></summary><div class=b>${body}</div></details>\n`;
}

export interface BlockInput {
  readonly block: ResourceBlock;
  readonly impact: ImpactClass | 'none';
  readonly open: boolean;
  readonly findings: readonly CountedFinding[];
}

/** Renders one resource as a collapsible block. */
export function renderBlockHtml({ block, impact, open, findings }: BlockInput, index: ElementIndex): string {
  const names = `<small class=k>${escapeHtml(formatFieldNames(block))}</small>`;
  const head = `${renderNameHtml(block)} ${names}`;
  return renderDetailsHtml({ blocks: [block], impact, open, head, body: renderBodyHtml(block, findings) }, index);
}

export function renderNameHtml({ type, key, renamedFrom }: ResourceBlock): string {
  const old = renamedFrom === undefined ? '' : ` <small>renamed from ${escapeHtml(renamedFrom)}</small>`;
  return `<span class=a><span class=t>${escapeHtml(key === '' ? '' : `${type}/`)}</span><b>${escapeHtml(key || type)}</b></span>${old}`;
}

function formatFieldNames(block: ResourceBlock): string {
  const names = listBlockFields(block);
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return names.slice(0, NAMES_SHOWN).join(', ') + more;
}

function renderBodyHtml(block: ResourceBlock, findings: readonly CountedFinding[]): string {
  const [first, ...later] = block.parts;
  const notes = block.notes.map((note) => `<p class=y>Note: ${escapeHtml(note)}`).join('');
  return [
    renderReasonsHtml(first?.operations ?? [], block),
    notes,
    renderFindingsHtml(findings),
    renderThemeHtml(block),
    renderCreatedHtml(block.created),
    ...(block.action === 'create' ? listCreatedPages(block) : []),
    first ? renderEntriesHtml(first.entries) : '',
    ...later.map(renderLaterPartHtml),
    renderFootHtml(block),
  ].join('');
}

/** Renders the pages and e-mails of a created resource. */
const listCreatedPages = ({ operations }: ResourceBlock): readonly string[] =>
  operations
    .flatMap(({ changes }) => changes)
    .flatMap(({ presentation, path, after }) =>
      presentation === 'html' && typeof after === 'string' ? [renderPreviewsHtml(path.slice(1), '', after)] : [],
    );

/** Renders a further write of the same resource. */
const renderLaterPartHtml = (part: BlockPart): string =>
  `<p class=y>${escapeHtml(['Then', ...listShownReasons(part.operations.slice(0, 1))].join(': '))}</p>${renderEntriesHtml(part.entries)}`;

const renderReasonsHtml = (operations: readonly Operation[], { action }: ResourceBlock): string =>
  listShownReasons(operations)
    .map((why) => `<p class="y${action === 'delete' ? ' destructive' : ''}">${escapeHtml(why)}</p>`)
    .join('');

const hideId = (path: string, liveId: string | undefined): string =>
  path
    .split('/')
    // The id of a setting may be the name of its endpoint: `/branding`.
    .map((step, index) => (index > 1 && liveId !== undefined && step === encodeURIComponent(liveId) ? '{id}' : step))
    .join('/');

/** Renders the place in the definition and the requests that will be sent. Ids say nothing to a reader. */
export function renderFootHtml({ origin, operations }: Pick<ResourceBlock, 'origin' | 'operations'>): string {
  const counts = new Map<string, number>();
  for (const { liveId, requests } of operations)
    for (const { method, path } of requests) {
      const request = `${method} ${hideId(path, liveId)}`;
      counts.set(request, (counts.get(request) ?? 0) + 1);
    }
  const requests = [...counts].map(
    ([request, count]) => `<code>${escapeHtml(request)}</code>${count === 1 ? '' : ` × ${count}`}`,
  );
  const place = origin ? [`<code>${escapeHtml(`${origin.file}:${origin.line}`)}</code>`] : [];
  const details = [...place, ...requests].join(' · ');
  return details === '' ? '' : `<p class=o>${details}</p>`;
}
