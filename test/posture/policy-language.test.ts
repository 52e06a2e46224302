import { expect, it } from 'vitest';
import { createPolicyLanguage, createWorkBudget } from '../../src/posture/policy-language.ts';

const compile = createPolicyLanguage({
  functions: [{ signature: 'host(string): string', call: (url) => new URL(String(url)).hostname }],
  variables: { plan: { changes: 'list<Change>', allowed: 'list<string>' }, after: 'dyn' },
  types: { Change: { field: 'string', impact: 'list<string>' } },
});

const changes = Array.from({ length: 10_000 }, (_, index) => ({ field: `field${index}`, impact: ['widens'] }));
const VALUES = {
  plan: { changes, allowed: ['user-loss'] },
  after: { callbacks: ['https://evil.example/'], code: 'x'.repeat(200_000), minutes: 3, nested: { constructor: 1 } },
};

const WORK = 1_000_000;

function evaluate(text: string, work = WORK) {
  const compiled = compile(text);
  return compiled.ok ? compiled.value.evaluate(VALUES, createWorkBudget(work)) : compiled;
}

const quote = (text: string): string => {
  const outcome = evaluate(text);
  return outcome.ok ? `ok: ${outcome.value}` : text.slice(outcome.error.start, outcome.error.end);
};

it.each([
  ['after.?callbacks.orValue([]).exists(u, host(u) != "cargo.example")', true],
  ['after.?logout.orValue([]).exists(u, true)', false],
  ['plan.changes.exists(c, "weakens" in c.impact)', false],
  ['after.minutes * 2 == 6 && 2 * after.minutes > 5 && after.minutes / 2 == 1.5 && after.minutes - 1 == 2', true],
  ['!(after.minutes == 4) && -(-1) == 1 && [1, 2][0] == 1 && {"a": 1}["a"] == 1 && 1.0e3 == 1000.0', true],
  ['after[?"none"].orValue(1) == 1 && optional.of(1).hasValue() && has(after.minutes) && !has(after.none)', true],
  ['"\\u0041\\n\\t\\"\\\\" == "A\\n\\t\\"\\\\" && size("abc") == 3 && type(after.minutes) == double', true],
  ['(after.callbacks + ["https://a.example/"]).map(u, host(u)).join(",") == "evil.example,a.example"', true],
  ['after.callbacks[0].matches("^https://[a-z.]+/$")', true],
  ['(true ? 1 : 2) + 1 == 2 && (1 < 2) == true', true],
])('%s is %s', (text, expected) => {
  expect(evaluate(text)).toEqual({ ok: true, value: expected });
});

it.each([
  ['plan.chnges.exists(c, true)', 'chnges'],
  ['plan.changes.exists(c, c.fild == "x")', 'fild'],
  ['true && nope', 'nope'],
  ['1 + "a" == 2', '1 + "a" == 2'.slice(0, 7)],
  ['timestamp("2026-01-01T00:00:00Z") == timestamp("2026-01-01T00:00:00Z")', 'timestamp("2026-01-01T00:00:00Z")'],
  ['b"x" == b"x"', 'b"x"'],
  ['cel.bind(x, 1, x == 1)', 'cel.bind(x, 1, x == 1)'],
  ['plan.allowed.all(a, plan.allowed.all(b, plan.allowed.all(c, true)))', 'plan.allowed.all(c, true)'],
  ['after.code.matches("(a+)+$")', 'after.code.matches("(a+)+$")'],
  ['after.code.matches("(a|aa)*$")', 'after.code.matches("(a|aa)*$")'],
  ['after.code.matches("(a)\\\\1")', 'after.code.matches("(a)\\\\1")'],
  ['after.code.matches("[")', 'after.code.matches("[")'],
  ['after.code.matches(after.code)', 'after.code.matches(after.code)'],
  ['"text"', '"text"'],
  ['size(after.code)', 'size(after.code)'],
  ['meterWeigh(after) == 1', 'meterWeigh(after)'],
])('%s is refused at %s before it is used', (text, place) => {
  const compiled = compile(text);
  expect(compiled.ok ? undefined : text.slice(compiled.error.start, compiled.error.end)).toBe(place);
});

it.each([
  '',
  'plan.',
  '((((',
  'a'.repeat(9_000),
  `${'true || '.repeat(400)}true`,
  '('.repeat(3_000),
  '"',
  '\u0000',
  '`',
  '!'.repeat(5_000),
])('nonsense is an error, not a crash (case %#)', (text) => {
  expect(compile(text)).toMatchObject({ ok: false, error: { message: expect.any(String) } });
});

it.each([
  ['after.x.y == 1', 'after.x'],
  ['after.minutes == 3 && after.none > 5', 'after.none'],
  ['after.callbacks.__proto__ == 1', 'after.callbacks.__proto__'],
  ['after.minutes.constructor == 1', 'after.minutes.constructor'],
  ['after.callbacks[7] == ""', 'after.callbacks[7]'],
  ['after.minutes ? true : false', 'after.minutes'],
  ['after.code', 'after.code'],
  ['host(after.minutes) == ""', 'host(after.minutes)'],
  ['host("no url") == ""', 'host("no url") == ""'],
])('%s cannot be evaluated, at %s', (text, place) => {
  expect(quote(text)).toBe(place);
});

// None of these may run to its end: each would take minutes. They stop because their work is counted, not because of a clock.
it.each([
  'plan.changes.exists(c, plan.changes.exists(d, d.field == "none"))',
  'plan.changes.all(c, plan.changes.all(d, after.none == 1) || true)',
  'plan.changes.map(c, plan.changes.map(d, d.field).join()).join() == ""',
  'plan.changes.exists(c, after.code.contains("zz"))',
  'plan.changes.all(c, c.field in plan.changes.map(d, d.field))',
  'plan.changes.all(c, plan.changes.map(d, d.field) == plan.changes.map(e, e.field))',
  'plan.changes.exists(c, size(after.code + after.code) == 1)',
  'plan.changes.exists(c, after.code.split("").size() == 1)',
  'plan.changes.exists(c, after.code.lowerAscii() < after.code.upperAscii())',
  'after.code.matches("x*x*x*y")',
  'after.code.matches("x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?y")',
  'after.code.matches("(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)(x|y)z")',
  'plan.changes.filter(c, plan.changes.filter(d, true).size() > 0).size() > 0 || true',
])('%s ends when its budget is used up', (text) => {
  expect(evaluate(text)).toMatchObject({ ok: false, error: { message: 'The condition takes too long' } });
});

it('a result that is reached after the budget ran out does not count', () => {
  expect(evaluate('plan.changes.exists(c, true) || true', 10)).toMatchObject({ ok: false });
});

it('many evaluations share a budget', () => {
  const compiled = compile('after.minutes == 3');
  const budget = createWorkBudget(100);
  const outcomes = Array.from({ length: 100 }, () => compiled.ok && compiled.value.evaluate(VALUES, budget).ok);
  expect([outcomes[0], outcomes.at(-1)]).toEqual([true, false]);
});

it('knows the variables that a condition reads, without those of its loops', () => {
  const compiled = compile('plan.changes.exists(after, after.field == "x")');
  expect(compiled.ok && [...compiled.value.names]).toEqual(['plan']);
});
