import type { JsonValue } from '../../model/json/json-value.ts';

/** Values of these kinds have several spellings, of which the API keeps one of its own. */
export type Spelling = 'certificate' | 'minutes' | 'email';

/** Whether two values are the same but for how they are spelled. */
export const isSameSpelled = (spelling: Spelling | undefined, a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  spelling !== undefined &&
  a !== undefined &&
  b !== undefined &&
  normalizeSpelling(spelling, a) === normalizeSpelling(spelling, b);

function normalizeSpelling(spelling: Spelling, value: JsonValue): JsonValue {
  switch (spelling) {
    case 'certificate':
      return typeof value === 'string' ? extractCertificate(value) : value;
    case 'minutes':
      // Hours with a fraction, of which the API keeps whole minutes.
      return typeof value === 'number' ? Math.round(value * 60) : value;
    case 'email':
      return typeof value === 'string' ? value.toLowerCase() : value;
  }
}

const PEM = /-----BEGIN [A-Z0-9 ]+-----([\s\S]*?)-----END [A-Z0-9 ]+-----/;

/** A PEM, the base64 of a PEM, or the bare base64 of the bytes: always the last. */
function extractCertificate(text: string): string {
  const decoded = Buffer.from(text, 'base64').toString('latin1');
  const body = PEM.exec(text)?.[1] ?? PEM.exec(decoded)?.[1] ?? text;
  return body.replaceAll(/\s/g, '').replace(/=+$/, '');
}
