import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { deriveSecretForms, type SecretForm } from './secret-forms.ts';
import { foldTextView, type TextView, toTextView, unescapeTextView } from './text-view.ts';

const SENSITIVE_NAME = /secret|password|passwd|token|credential|private|_key$|^key$|^pem$|^cert|^value$/i;
/** Shorter secrets are not replaced, because they occur in messages by chance. */
const MIN_SECRET_LENGTH = 4;
const MAX_MESSAGE_LENGTH = 500;
/** How much of a message is read. The margin over what is shown keeps a secret that is cut off at the end out of sight. */
const MAX_TEXT_READ = 8 * MAX_MESSAGE_LENGTH;

/** Makes an API message safe to show: masks the secrets in every encoding, removes control characters and limits the length. */
export function scrubSecrets(text: string, secrets: Iterable<string>): string {
  const clean = hideSecrets(text.slice(0, MAX_TEXT_READ), [...new Set(secrets)]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removes terminal escapes and forged lines.
  const line = clean.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH)}…` : line;
}

/** Searches the text as it is and with up to two layers of encoding removed: a message may quote a body that quotes JSON. */
function hideSecrets(text: string, secrets: readonly string[]): string {
  const plain = toTextView(text);
  const once = unescapeTextView(plain);
  const views = [plain, once, unescapeTextView(once)].map(foldTextView);
  const long = secrets.flatMap(getCachedForms);
  const short = secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH).sort((a, b) => b.length - a.length);
  const ranges = views.flatMap((view) => long.flatMap((form) => findRanges(view, form)));
  return short.reduce((shown, secret) => shown.replaceAll(secret, SECRET_MARK), replaceRanges(text, ranges));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds every place where the text contains the beginning of a form, and extends it as far as the two agree. */
function findRanges({ text, units }: TextView, { text: form, least }: SecretForm): readonly Range[] {
  const ranges: Range[] = [];
  const beginning = form.slice(0, least);
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    let length = beginning.length;
    while (length < form.length && text[at + length] === form[length]) length += 1;
    const [first, last] = [units[at], units[at + length - 1]];
    if (first && last) ranges.push({ start: first.start, end: last.end });
  }
  return ranges;
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= from) shown += text.slice(from, start) + SECRET_MARK;
    from = Math.max(from, end);
  }
  return shown + text.slice(from);
}

/** Forms are cached because every refusal is searched for the same few secrets. */
const MAX_CACHED_SECRETS = 10_000;
const formsBySecret = new Map<string, readonly SecretForm[]>();

function getCachedForms(secret: string): readonly SecretForm[] {
  const known = formsBySecret.get(secret);
  if (known) return known;
  if (formsBySecret.size >= MAX_CACHED_SECRETS) formsBySecret.clear();
  const forms = deriveSecretForms(secret);
  formsBySecret.set(secret, forms);
  return forms;
}

/**
 * Collects the texts of a request body that may be secret, because a refusal may quote the refused value. The schemas are not available
 * here, so field names decide, with a deliberately broad pattern.
 */
export function collectSensitiveTexts(body: JsonValue | undefined, sensitive = false): readonly string[] {
  if (typeof body === 'string') return sensitive ? [body] : [];
  if (isArray(body)) return body.flatMap((item) => collectSensitiveTexts(item, sensitive));
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => collectSensitiveTexts(value, sensitive || SENSITIVE_NAME.test(name)));
}
