import { foldText } from './text-view.ts';

/** One encoded form of a secret to search for. */
export interface SecretForm {
  readonly text: string;
  /** The number of leading characters whose match already counts as a leak. */
  readonly least: number;
}

/** This many characters of a secret do not match by chance. */
const MIN_PART_LENGTH = 8;
/** The minimum after folding, which removes blanks from those characters. */
const MIN_FOLDED_LENGTH = 5;
/** Beginnings that many texts share and that do not identify a secret. */
const COMMON_BEGINNING = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:www\.)?|bearer\s+|basic\s+|-----begin [a-z ]+-----)/i;

/**
 * Derives the forms in which a message may quote a secret: plain, in a JSON string, percent-encoded, as form data, hex or Base64. The text
 * is searched with JSON, HTML and percent escapes already decoded (`unescapeTextView`).
 */
export function deriveSecretForms(secret: string): readonly SecretForm[] {
  const parts = [secret, ...splitKeyLines(secret)].map((part) => part.replace(COMMON_BEGINNING, ''));
  const common = secret.length - (parts[0]?.length ?? 0);
  const whole = common === 0 ? [] : [buildPlainForm(secret, secret.slice(0, common + MIN_PART_LENGTH))];
  const forms = [
    ...whole,
    ...[...new Set(parts)].filter((part) => part.length >= MIN_PART_LENGTH).flatMap((part) => buildEncodedForms(part)),
  ];
  return [...new Map(forms.map((form) => [form.text, form])).values()];
}

/** Each line of a private key is a secret by itself. */
const splitKeyLines = (secret: string): readonly string[] =>
  secret.split(/\r?\n/).filter((line) => line.length >= 16 && line !== secret && !line.startsWith('-----'));

function buildEncodedForms(part: string): readonly SecretForm[] {
  const texts = [part, JSON.stringify(part).slice(1, -1), encodePercent(part)];
  return [
    buildPlainForm(part, part.slice(0, MIN_PART_LENGTH)),
    buildPlainForm(encodePercent(part), encodePercent(part.slice(0, MIN_PART_LENGTH))),
    buildPlainForm(encodeForm(part), encodeForm(part.slice(0, MIN_PART_LENGTH))),
    ...texts.flatMap((text) => [buildHexForm(text), ...buildBase64Forms(text)]),
  ].filter(({ text, least }) => text.length >= Math.min(least, MIN_PART_LENGTH));
}

/** Goes through a buffer because `encodeURIComponent` throws on a lone surrogate, which UTF-8 replaces with U+FFFD. */
const encodePercent = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const encodeForm = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

const buildPlainForm = (text: string, beginning: string): SecretForm => ({
  text: foldText(text),
  least: Math.max(foldText(beginning).length, MIN_FOLDED_LENGTH),
});

const buildHexForm = (text: string): SecretForm => ({ text: Buffer.from(text).toString('hex'), least: 2 * MIN_PART_LENGTH });

/**
 * Base64 encodes groups of three bytes, so the encoding of a text depends on its offset in a group. For each offset, the characters that
 * share bytes with the surrounding text are cut off; the rest appears in any Base64 that contains the secret.
 */
const buildBase64Forms = (text: string): readonly SecretForm[] =>
  (['base64', 'base64url'] as const).flatMap((alphabet) =>
    [0, 1, 2].map((lead) => {
      const bytes = Buffer.from(`${' '.repeat(lead)}${text}`);
      const whole = bytes.toString(alphabet).replace(/=+$/, '');
      return { text: foldText(whole.slice(lead === 0 ? 0 : 4, bytes.length % 3 === 0 ? undefined : -1)), least: MIN_PART_LENGTH };
    }),
  );
