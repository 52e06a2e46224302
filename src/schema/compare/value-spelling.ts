import type { JsonValue } from '../../model/json/json-value.ts';

/** Kinds of values with several equivalent spellings, which the API normalizes. */
export type Spelling = 'certificate' | 'minutes' | 'email';

/** Whether two values differ at most in their spelling. */
export const isSameSpelled = (spelling: Spelling | undefined, a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  spelling !== undefined &&
  a !== undefined &&
  b !== undefined &&
  normalizeSpelling(spelling, a) === normalizeSpelling(spelling, b);

/** Returns the spelling by which equal values are recognized. */
export function normalizeSpelling(spelling: Spelling | undefined, value: JsonValue): JsonValue {
  switch (spelling) {
    case undefined:
      return value;
    case 'certificate':
      return typeof value === 'string' ? extractCertificate(value) : value;
    case 'minutes':
      // The value is in hours with a fraction, and the API keeps whole minutes.
      return typeof value === 'number' ? Math.round(value * 60) : value;
    case 'email':
      return typeof value === 'string' ? value.toLowerCase() : value;
  }
}

const PEM = /-----BEGIN [A-Z0-9 ]+-----([\s\S]*?)-----END [A-Z0-9 ]+-----/;

/** Extracts the Base64 of a certificate from a PEM, from the Base64 of a PEM, or from bare Base64. */
function extractCertificate(text: string): string {
  const decoded = Buffer.from(text, 'base64').toString('latin1');
  const body = PEM.exec(text)?.[1] ?? PEM.exec(decoded)?.[1] ?? text;
  return body.replaceAll(/\s/g, '').replace(/=+$/, '');
}
