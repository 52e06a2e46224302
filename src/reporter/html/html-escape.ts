import { sanitizeCodeLine, sanitizeText } from '../sanitize.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const toEntities = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Somebody's text inside an element or an attribute. */
export const escapeHtml = (text: string): string => toEntities(sanitizeText(text));

/** A line of a script or template: its tabs stay. */
export const escapeHtmlLine = (text: string): string => toEntities(sanitizeCodeLine(text));
