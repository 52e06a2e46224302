import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Random } from './random.ts';

/** Text that means something to a terminal, a report, YAML, a path, a prototype or an encoder. */
const NASTY_TEXTS = [
  '',
  '__proto__',
  'constructor',
  'toString',
  '../../../../etc/passwd',
  '/etc/passwd',
  '..\\..\\x',
  'a/b',
  '*',
  'clients/*',
  '\u001b[2J\u001b]0;x\u0007',
  '\u009b31m',
  '\u202egnp',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '```\n</details>\n# x',
  '| a |\n|--|',
  '@acme #1 ::error::x',
  '\r\n\r\nHTTP/1.1 200',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '😀'.repeat(9),
  'x'.repeat(5000),
  '\\'.repeat(300),
  ' '.repeat(2000),
  '${env:HOME}',
  '${secret:}',
  '${file:../x}',
  '@@X@@',
  '##X##',
  '{{x}}',
  '%00%2e%2e%2f',
  '1e999',
  '-0',
  '0x1F',
  '.nan',
  '2026-02-30T25:61:00Z',
] as const;

const buildDeepValue = (depth: number): JsonValue => {
  let value: JsonValue = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** A value of any kind, where another one is expected. */
export function drawNastyValue(random: Random): JsonValue {
  const kinds: readonly [() => JsonValue, ...(() => JsonValue)[]] = [
    () => null,
    () => random.drawChance(0.5),
    () => random.pickItem([0, -1, 1, 0.5, 1e308, -1e308, 2 ** 53, -(2 ** 31), 1e-320]),
    () => random.pickItem(NASTY_TEXTS),
    () => random.pickItem(NASTY_TEXTS),
    () => [],
    () => ({}),
    () => [random.pickItem(NASTY_TEXTS), null, 7],
    () => ({ [random.pickItem(NASTY_TEXTS)]: random.pickItem(NASTY_TEXTS) }),
    () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    () => buildDeepValue(random.pickItem([10, 100, 800])),
    () => Array.from({ length: 200 }, (_, index) => index),
  ];
  return random.pickItem(kinds)();
}

/** The same document with something else at some places. */
export function mutateValue(value: JsonValue, random: Random, rate = 1 / Math.max(4, countNodes(value) / 3)): JsonValue {
  if (random.drawChance(rate)) return drawNastyValue(random);
  if (isArray(value)) return mutateList(value, random, rate);
  if (!isObject(value)) return value;
  const members: [string, JsonValue][] = [];
  for (const [name, item] of Object.entries(value)) {
    if (random.drawChance(rate / 2)) continue;
    const renamed = random.drawChance(rate / 2) ? random.pickItem(NASTY_TEXTS) : name;
    members.push([renamed, mutateValue(item, random, rate)]);
  }
  if (random.drawChance(rate)) members.push([random.pickItem(NASTY_TEXTS), drawNastyValue(random)]);
  return Object.fromEntries(members);
}

function mutateList(items: readonly JsonValue[], random: Random, rate: number): JsonValue {
  const kept = items.filter(() => !random.drawChance(rate / 2)).map((item) => mutateValue(item, random, rate));
  const [first] = kept;
  return first !== undefined && random.drawChance(rate) ? [...kept, first] : kept;
}

function countNodes(value: JsonValue): number {
  if (isArray(value)) return value.reduce<number>((sum, item) => sum + countNodes(item), 1);
  return isObject(value) ? Object.values(value).reduce<number>((sum, item) => sum + countNodes(item), 1) : 1;
}

const PIECES = [
  ...NASTY_TEXTS,
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '&a ',
  '*a ',
  '<<: ',
  '|\n',
  '>-\n',
  '!!js/function ',
  '!!binary ',
  '---\n',
  '? ',
  '%YAML 1.1\n',
  '\t',
  '\r',
  ',',
  'null',
  'true',
  'e9',
] as const;

/** The same bytes with pieces taken out, doubled, or put in; cut off at times. */
export function scrambleText(text: string, random: Random): Buffer {
  let result = text;
  for (let edits = 1 + random.drawBelow(4); edits > 0; edits--) {
    const at = random.drawBelow(result.length + 1);
    const cut = random.drawChance(0.5) ? random.drawBelow(12) : 0;
    const put = random.drawChance(0.2)
      ? result.slice(at, at + random.drawBelow(200))
      : random.drawChance(0.8)
        ? random.pickItem(PIECES)
        : '';
    result = result.slice(0, at) + put + result.slice(at + cut);
  }
  const bytes = Buffer.from(random.drawChance(0.1) ? result.slice(0, random.drawBelow(result.length + 1)) : result);
  // What is no UTF-8 at all.
  if (bytes.length > 0 && random.drawChance(0.1))
    bytes[random.drawBelow(bytes.length)] = random.pickItem([0xff, 0xc0, 0x80, 0x00, 0xed]);
  return bytes;
}
