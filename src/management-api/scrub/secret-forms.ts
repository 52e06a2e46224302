import { foldText } from './text-view.ts';

/** A writing of a secret as it is looked for, and how much of its beginning already gives it away. */
export interface SecretForm {
  readonly text: string;
  readonly least: number;
}

/** So many characters of a secret are none by chance, and enough to find the rest with. */
const MIN_PART_LENGTH = 8;
/** Where blanks are among the first. */
const MIN_FOLDED_LENGTH = 5;
/** What many texts begin with says nothing of a secret. */
const COMMON_BEGINNING = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:www\.)?|bearer\s+|basic\s+|-----begin [a-z ]+-----)/i;

/** A message quotes a value as it is, as part of a JSON text, or encoded, alone or within a body. JSON, HTML and percent signs are read before. */
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

/** Any line of a key is as much of a secret as the whole. */
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

/** Half of a character has no percent encoding, and stands on the wire as another one. */
const encodePercent = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const encodeForm = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

const buildPlainForm = (text: string, beginning: string): SecretForm => ({
  text: foldText(text),
  least: Math.max(foldText(beginning).length, MIN_FOLDED_LENGTH),
});

const buildHexForm = (text: string): SecretForm => ({ text: Buffer.from(text).toString('hex'), least: 2 * MIN_PART_LENGTH });

/** Base64 of a text depends on where in a group of three it begins and ends; what is left after cutting those signs is in each of them. */
const buildBase64Forms = (text: string): readonly SecretForm[] =>
  (['base64', 'base64url'] as const).flatMap((alphabet) =>
    [0, 1, 2].map((lead) => {
      const bytes = Buffer.from(`${' '.repeat(lead)}${text}`);
      const whole = bytes.toString(alphabet).replace(/=+$/, '');
      return { text: foldText(whole.slice(lead === 0 ? 0 : 4, bytes.length % 3 === 0 ? undefined : -1)), least: MIN_PART_LENGTH };
    }),
  );
