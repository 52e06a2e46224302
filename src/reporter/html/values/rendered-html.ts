import { escapeAttribute } from '../html-escape.ts';

/**
 * What a page or an e-mail may do while it is shown: nothing but look. The frame is sandboxed, so no script of it runs and no form is sent;
 * this policy and the one of the report, which a frame inherits, keep it from loading anything, also by a link that somebody follows.
 */
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Renders HTML before and after a change, each side in a frame of its own. `layout` is a CSS class. */
export const renderPreviewsHtml = (name: string, before: string, after: string, layout = 'v'): string => {
  const sides = [
    ['before', before],
    ['after', after],
  ] as const;
  const frames = sides.filter(([, html]) => html.trim() !== '').map(([side, html]) => renderFrameHtml(name, side, html));
  return frames.length === 0 ? '' : `<div class="${layout}">${frames.join('')}</div>`;
};

const renderFrameHtml = (name: string, side: 'before' | 'after', html: string): string => {
  const head = `<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${FRAME_POLICY}">`;
  const title = escapeAttribute(`${name}, rendered, ${side}`);
  return `<figure><figcaption>${side}</figcaption><iframe sandbox="" loading=lazy title="${title}" srcdoc="${escapeAttribute(head + html)}"></iframe></figure>`;
};
