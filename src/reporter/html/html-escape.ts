import { sanitizeCodeLine, sanitizeText } from '../sanitize.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const toEntities = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Escapes untrusted text for element content and quoted attributes. */
export const escapeHtml = (text: string): string => toEntities(sanitizeText(text));

/** Like `escapeHtml`, for a line of a script or template: tabs are kept. */
export const escapeHtmlLine = (text: string): string => toEntities(sanitizeCodeLine(text));

/** Like `escapeHtml`, for a quoted attribute with several lines. */
export const escapeAttribute = (text: string): string => text.split('\n').map(escapeHtmlLine).join('\n');
