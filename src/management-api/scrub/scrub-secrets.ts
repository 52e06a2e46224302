import { isArray, isObject, type JsonValue } from '../../model/json/json.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { asView, foldView, unescapeView, type View } from './decoded-view.ts';
import { deriveForms, type SecretForm } from './encodings.ts';

const SENSITIVE = /secret|password|passwd|token|credential|private|_key$|^key$|^pem$|^cert|^value$/i;
/** Shorter texts stand in a message by chance. */
const SHORTEST = 4;
const LONGEST = 500;
/** Of a longer message nothing more can be shown; the end is cut, since a secret may begin there. */
const LONGEST_READ = 8 * LONGEST;

/** An API's words as they may be shown: without our secrets in any writing, without control characters, and not without end. */
export function scrub(text: string, secrets: Iterable<string>): string {
  const clean = hideSecrets(text.slice(0, LONGEST_READ), [...new Set(secrets)]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out (terminal escapes, forged lines).
  const line = clean.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Looks at the text as it stands and with up to two layers of encoding taken off: a message may quote a body that quotes JSON. */
function hideSecrets(text: string, secrets: readonly string[]): string {
  const plain = asView(text);
  const once = unescapeView(plain);
  const views = [plain, once, unescapeView(once)].map(foldView);
  const long = secrets.flatMap(cachedForms);
  const short = secrets.filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);
  const ranges = views.flatMap((view) => long.flatMap((form) => rangesIn(view, form)));
  return short.reduce((shown, secret) => shown.replaceAll(secret, SECRET_MARK), replaceRanges(text, ranges));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Wherever the text has the beginning of a form: as far as it goes on with it. */
function rangesIn({ text, units }: View, { text: form, least }: SecretForm): readonly Range[] {
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

/** The secrets of a run are few and asked about at every refusal. */
const MOST_CACHED = 10_000;
const cache = new Map<string, readonly SecretForm[]>();

function cachedForms(secret: string): readonly SecretForm[] {
  const known = cache.get(secret);
  if (known) return known;
  if (cache.size >= MOST_CACHED) cache.clear();
  const forms = deriveForms(secret);
  cache.set(secret, forms);
  return forms;
}

/** A refusal may quote the value it refuses. Which fields are secret is not known here, so their names decide, with a wide net. */
export function sensitiveTexts(body: JsonValue | undefined, sensitive = false): readonly string[] {
  if (typeof body === 'string') return sensitive ? [body] : [];
  if (isArray(body)) return body.flatMap((item) => sensitiveTexts(item, sensitive));
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => sensitiveTexts(value, sensitive || SENSITIVE.test(name)));
}
