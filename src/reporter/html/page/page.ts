import { createHash } from 'node:crypto';
import { esc } from '../escape.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing may be loaded, and nothing run but what is written here: a name that gets past the escaping is still only text. */
const policy = (): string =>
  `default-src 'none'; style-src ${hashed(STYLE)}; script-src ${hashed(SCRIPT)}; base-uri 'none'; form-action 'none'`;

export const pageHtml = (title: string, body: string): string =>
  [
    '<!doctype html>',
    '<html lang=en>',
    '<meta charset=utf-8>',
    `<meta http-equiv=Content-Security-Policy content="${policy()}">`,
    '<meta name=viewport content="width=device-width,initial-scale=1">',
    '<meta name=color-scheme content="light dark">',
    '<meta name=referrer content=no-referrer>',
    `<title>${esc(title)}</title>`,
    `<style>${STYLE}</style>`,
    body,
    `<script>${SCRIPT}</script>`,
    '</html>\n',
  ].join('\n');
