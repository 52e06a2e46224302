import { isArray, isObject, type JsonValue } from '../model/json.ts';
import { SECRET_MARK } from '../model/plan.ts';

const SENSITIVE = /secret|password|passwd|token|credential|private|_key$|^key$|^pem$|^cert|^value$/i;
const SHORTEST = 4;

/** An API's words as they may be shown: without our secrets in any writing, without control characters, and not without end. */
export function scrub(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of longestFirst(secrets)) {
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, SECRET_MARK);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out (terminal escapes, forged lines).
  const line = clean.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}

/** A refusal may quote the value it refuses. Which fields are secret is not known here, so their names decide, with a wide net. */
export function sensitiveTexts(body: JsonValue | undefined, sensitive = false): readonly string[] {
  if (typeof body === 'string') return sensitive ? [body] : [];
  if (isArray(body)) return body.flatMap((item) => sensitiveTexts(item, sensitive));
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => sensitiveTexts(value, sensitive || SENSITIVE.test(name)));
}

const longestFirst = (secrets: Iterable<string>): readonly string[] =>
  [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A message may quote a body that is itself a text of JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  quoted(secret),
  quoted(quoted(secret)),
  encodeURIComponent(secret),
  Buffer.from(secret)
    .toString('base64')
    .replace(/={1,2}$/, ''),
  Buffer.from(secret).toString('base64url'),
];
