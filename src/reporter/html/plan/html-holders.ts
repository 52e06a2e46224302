import { formatHolders, HOLDERS_TITLE, type ShownHolders } from '../../view/plan/holder-names.ts';
import { escapeHtml } from '../html-escape.ts';

/** Renders who has the changed roles; nothing if nobody is known to have one. */
export function renderHoldersHtml(holders: readonly ShownHolders[]): string {
  if (holders.length === 0) return '';
  const rows = holders.map((one) => `<tr><th scope=row>${escapeHtml(one.role)}<td>${formatHolders(one, escapeHtml)}`);
  return `<section id=holders><h2>${HOLDERS_TITLE}</h2><div class=g role=region tabindex=0 aria-label="${HOLDERS_TITLE}"><table class=m><thead><tr><th scope=col>role<th scope=col>people and groups<tbody>${rows.join('')}</table></div></section>\n`;
}
