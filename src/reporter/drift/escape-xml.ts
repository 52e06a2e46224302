import { sanitizeCodeLine } from '../sanitize.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for an attribute or between tags. What XML 1.0 cannot hold, and what would hide or drive a terminal, is spelled out. */
export const escapeXml = (text: string): string =>
  text
    .split('\n')
    .map(sanitizeCodeLine)
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
