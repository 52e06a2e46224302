import { sanitizeCodeLine } from '../sanitize.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes text for XML attributes and content. Invisible and control characters, which XML 1.0 mostly forbids, become visible escapes. */
export const escapeXml = (text: string): string =>
  text
    .split('\n')
    .map(sanitizeCodeLine)
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
