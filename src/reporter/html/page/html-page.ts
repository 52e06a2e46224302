import { createHash } from 'node:crypto';
import { escapeHtml } from '../html-escape.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Forbids loading anything and running any other script: a name that got past the escaping would still be only text. Frames inherit the
 * policy, so a report that shows pages or e-mails allows styles and embedded images as well.
 */
function buildContentSecurityPolicy(hasFrames: boolean): string {
  const style = hasFrames ? "'unsafe-inline'; img-src data:" : hashSource(STYLE);
  return `default-src 'none'; style-src ${style}; script-src ${hashSource(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}

/** Renders a complete page. `title` is text, `body` HTML. */
export const renderPageHtml = (title: string, body: string): string =>
  [
    '<!doctype html>',
    '<html lang=en>',
    '<meta charset=utf-8>',
    `<meta http-equiv=Content-Security-Policy content="${buildContentSecurityPolicy(body.includes('<iframe '))}">`,
    '<meta name=viewport content="width=device-width,initial-scale=1">',
    '<meta name=color-scheme content="light dark">',
    '<meta name=referrer content=no-referrer>',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    body,
    `<script>${SCRIPT}</script>`,
    '</html>\n',
  ].join('\n');
