import { createHash } from 'node:crypto';
import { escapeHtml } from '../html-escape.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Forbids loading anything and running any other script: a name that got past the escaping would still be only text. */
const buildContentSecurityPolicy = (): string =>
  `default-src 'none'; style-src ${hashSource(STYLE)}; script-src ${hashSource(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** Renders a complete page. `title` is text, `body` HTML. */
export const renderPageHtml = (title: string, body: string): string =>
  [
    '<!doctype html>',
    '<html lang=en>',
    '<meta charset=utf-8>',
    `<meta http-equiv=Content-Security-Policy content="${buildContentSecurityPolicy()}">`,
    '<meta name=viewport content="width=device-width,initial-scale=1">',
    '<meta name=color-scheme content="light dark">',
    '<meta name=referrer content=no-referrer>',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    body,
    `<script>${SCRIPT}</script>`,
    '</html>\n',
  ].join('\n');
