import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createJudge } from '../../src/posture/judge/judge-rules.ts';
import type { Knowledge } from '../../src/posture/judge/select-subjects.ts';
import type { Rule } from '../../src/posture/rule.ts';
import type { TenantView, ViewedResource } from '../../src/posture/tenant-view.ts';

const base: Rule = {
  id: 'bad-name',
  types: ['clients'],
  scope: 'resource',
  fields: ['name'],
  needs: 'declared',
  when: 'r.name == "bad"',
  severity: { production: 'error', otherwise: 'info' },
  why: 'Why.',
  fix: 'Fix.',
  source: 'Source',
};

function viewResource(fields: JsonObject, more: Partial<ViewedResource> = {}): ViewedResource {
  const key = String(fields.name);
  const stated = new Set(Object.keys(fields));
  return { type: 'clients', key, address: `clients/${key}`, isNew: false, isSelf: false, fields, stated, ...more };
}

const view = (types: TenantView['types'], more: Partial<TenantView> = {}): TenantView => ({
  types,
  incomplete: new Set(),
  hidden: {},
  ...more,
});

interface Asked {
  readonly policy?: Partial<Policy>;
  readonly now?: string;
  readonly knowledge?: Knowledge;
}

const judge = (
  rule: Partial<Rule>,
  tenant: TenantView,
  { policy = {}, now = '2026-12-01', knowledge = 'effective' }: Asked = {},
) => createJudge([{ ...base, ...rule }], [])(tenant, { policy: { ...DEFAULT_POLICY, ...policy }, now: new Date(now), knowledge });

const bad = viewResource({ name: 'bad' });
const tenant = view({ clients: [bad, viewResource({ name: 'good' })] });

it('finds the resources that a condition holds for', () => {
  expect(judge({}, tenant).findings).toEqual([
    {
      rule: 'bad-name',
      severity: 'error',
      address: 'clients/bad',
      field: 'name',
      message: 'Why.',
      hint: 'Fix.',
      source: 'Source',
    },
  ]);
});

it.each(['staging', 'development'] as const)('a finding is less serious in %s', (environment) => {
  expect(judge({}, tenant, { policy: { environment } }).findings.map(({ severity }) => severity)).toEqual(['info']);
});

it('a rule that is off outside production is not asked there', () => {
  const severity = { production: 'error', otherwise: 'off' } as const;
  expect(judge({ severity }, tenant, { policy: { environment: 'staging' } })).toEqual({
    findings: [],
    notJudged: [],
    problems: [],
  });
});

const accept = (more: Partial<Policy['accept'][number]>): Asked => ({
  policy: {
    accept: [
      { rule: 'bad-name', address: 'clients/*', reason: 'old', origin: { kind: 'file', file: 'f', line: 1, column: 1 }, ...more },
    ],
  },
});

it.each([
  ['is accepted', {}, { reason: 'old' }],
  ['is accepted on the last day', { until: '2026-12-01' }, { reason: 'old', until: '2026-12-01' }],
  ['counts again after the last day', { until: '2026-11-30' }, undefined],
  ['counts at another address', { address: 'clients/good' }, undefined],
  ['counts for another rule', { rule: 'other' }, undefined],
])('a finding %s', (_, more, accepted) => {
  expect(judge({}, tenant, accept(more)).findings[0]?.accepted).toEqual(accepted);
});

it('a rule that reads an unknown type is not judged', () => {
  expect(judge({ needs: 'related', reads: ['roles'] }, tenant)).toMatchObject({
    findings: [],
    notJudged: [{ rule: 'bad-name', unknown: ['roles'] }],
  });
});

it('a rule that reads a type of which only a part is known is not judged', () => {
  const partly = view({ clients: [bad], roles: [] }, { incomplete: new Set(['roles']) });
  expect(judge({ reads: ['roles'] }, partly).notJudged).toEqual([{ rule: 'bad-name', unknown: ['roles'] }]);
});

it('a rule about fields that the token may not see is not judged', () => {
  const hidden = view({ clients: [bad] }, { hidden: { clients: new Set(['name']) } });
  expect(judge({}, hidden)).toMatchObject({ findings: [], notJudged: [{ unknown: ['clients.name'] }] });
});

it('offline, a rule about effective values is asked only where the definition states one', () => {
  const unstated = viewResource({ name: 'bad' }, { stated: new Set() });
  expect(judge({ needs: 'effective' }, view({ clients: [unstated] }), { knowledge: 'declared' })).toMatchObject({
    findings: [],
    notJudged: [{ unknown: ['clients.name'] }],
  });
  expect(judge({ needs: 'effective' }, view({ clients: [bad] }), { knowledge: 'declared' }).findings).toHaveLength(1);
});

it('a type that nobody declares is not a pass', () => {
  expect(judge({}, view({})).notJudged).toEqual([{ rule: 'bad-name', unknown: ['clients'] }]);
});

it('a rule about the tenant is asked once', () => {
  const found = judge({ scope: 'tenant', when: 't.clients.size() == 2' }, tenant).findings;
  expect(found.map(({ address }) => address)).toEqual(['tenant']);
});

it.each(['r.none.deep == 1', 'r.name', 'nope == 1', '((('])(
  'a rule that cannot be evaluated is a problem, not a crash: %s',
  (when) => {
    const { findings, problems } = judge({ when }, tenant);
    expect(findings).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['rule-failed']);
  },
);

it('the most serious findings come first, then by resource', () => {
  const rules: Rule[] = [
    { ...base, id: 'b', severity: { production: 'info', otherwise: 'off' }, when: 'true' },
    { ...base, id: 'a', severity: { production: 'warning', otherwise: 'off' }, when: 'true' },
  ];
  const { findings } = createJudge(rules, [])(tenant, { policy: DEFAULT_POLICY, now: new Date(0), knowledge: 'effective' });
  expect(findings.map(({ rule, address }) => `${rule} ${address}`)).toEqual([
    'a clients/bad',
    'a clients/good',
    'b clients/bad',
    'b clients/good',
  ]);
});

it('what two views share is evaluated once', () => {
  const calls: unknown[] = [];
  const count = { signature: 'count(dyn): bool', about: '', call: (value: unknown) => calls.push(value) > 0 };
  const ask = createJudge([{ ...base, when: 'count(r)' }], [count]);
  const options = { policy: DEFAULT_POLICY, now: new Date(0), knowledge: 'effective' } as const;
  const changed = view({ clients: [bad, viewResource({ name: 'new' })] });
  expect([ask(tenant, options).findings.length, ask(changed, options).findings.length, calls.length]).toEqual([2, 2, 3]);
});
