import { clean, cleanLine } from '../sanitize.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const entities = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Somebody's text inside an element or an attribute. */
export const esc = (text: string): string => entities(clean(text));

/** A line of a script or template: its tabs stay. */
export const escLine = (text: string): string => entities(cleanLine(text));
