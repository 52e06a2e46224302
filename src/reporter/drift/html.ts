import type { Drift, UndeclaredEntry } from '../../model/drift.ts';
import { createdHtml, entriesHtml } from '../html/entries.ts';
import { esc } from '../html/escape.ts';
import { pageHtml } from '../html/page/page.ts';
import { section } from '../html/sections.ts';
import { DRIFT, driftCounts } from '../view/changes/drift.ts';
import { flipped } from '../view/changes/flip.ts';
import { type DriftBlock, type DriftPart, driftBlocks } from './blocks.ts';
import { kindCounts } from './counts.ts';
import { madeText, sentenceOf } from './words.ts';

/** Drift as one file that needs nothing else, in the dress of a plan's. */
export function htmlDrift(drift: Drift): string {
  const blocks = driftBlocks(drift);
  const body = [
    headHtml(drift, blocks),
    `<main>${blocks.map((block) => blockHtml(block, drift)).join('')}</main>`,
    section(
      'Not compared',
      drift.skipped.map(({ address, why }) => `<li><code>${esc(address)}</code> ${esc(why)}`),
    ),
    section('Undeclared: in the tenant, not in the definition', drift.undeclared.map(undeclaredHtml)),
    `<footer>${esc(drift.tool)} · definition <code>${esc(drift.definition.slice(0, 12))}</code></footer>`,
  ];
  return pageHtml(`Drift of ${drift.tenant}`, body.join(''));
}

function headHtml(drift: Drift, blocks: readonly DriftBlock[]): string {
  const counts = `<p class=none>${esc(driftCounts(blocks, drift.undeclared) + kindCounts(blocks))}</p>`;
  const legend = blocks.length === 0 ? '' : '<p class=y><code>−</code> definition says · <code>+</code> tenant has</p>';
  const notes = drift.notes.map(({ message, hint }) => `<p class="y disruptive">${esc(message)} ${esc(hint ?? '')}</p>`);
  return `<header><h1>Drift of <span>${esc(drift.tenant)}</span></h1>${counts}${legend}${notes.join('')}</header>\n`;
}

/** The colours of a plan are those of what it does; here what the tenant lacks is what has gone from it. */
const COLOURS = { create: 'delete', update: 'update', delete: 'create' } as const;

function blockHtml(block: DriftBlock, drift: Drift): string {
  const { action, type, key, parts } = block;
  const { sign, words } = DRIFT[action];
  const name = `<span class=a><span class=t>${esc(key === '' ? '' : `${type}/`)}</span><b>${esc(key || type)}</b></span>`;
  const summary = `<summary><i class=${COLOURS[action]}>${sign}</i><span class=hd>${name} <small>${words}</small></span></summary>`;
  const body = parts.map((part) => partHtml(block, part, drift)).join('');
  return `<details class=r data-action=${action} open>${summary}<div class=b>${body}</div></details>\n`;
}

function partHtml({ action }: DriftBlock, part: DriftPart, { history }: Drift): string {
  const tone = part.kind === 'tenant changed' ? ' disruptive' : '';
  const fields = createdHtml(part.missing).replaceAll('<ins', '<del').replaceAll('</ins>', '</del>');
  const place = part.origin ? `<p class=o><code>${esc(`${part.origin.file}:${part.origin.line}`)}</code></p>` : '';
  const entries = action === 'delete' ? '' : entriesHtml(part.entries.map(flipped));
  return `<p class="y${tone}">${esc(sentenceOf(part, history))}</p>${fields}${entries}${place}`;
}

function undeclaredHtml(entry: UndeclaredEntry): string {
  const made = madeText(entry);
  return `<li><code>${esc(entry.address)}</code>${made === undefined ? '' : ` ${esc(made)}`}`;
}
