import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/model/check-report.ts';
import type { Finding } from '../../src/model/plan/finding.ts';
import { renderCheckJunit } from '../../src/reporter/check/junit-check.ts';
import { renderCheckMarkdown } from '../../src/reporter/check/markdown-check.ts';
import { renderCheckSarif } from '../../src/reporter/check/sarif-check.ts';
import { renderCheckText } from '../../src/reporter/check/text-check.ts';
import { compileSchema } from '../../src/schema/compile/compile-schema.ts';
import { assertWellFormed } from '../support/xml.ts';

const FINDING: Finding = {
  rule: 'grant-implicit',
  severity: 'error',
  address: 'clients/Shop',
  field: 'grant_types',
  message: 'Why.',
  hint: 'Fix.',
  source: 'RFC 9700',
  place: { kind: 'file', file: 'tenant.yaml', line: 7, column: 5 },
};

const createReport = (findings: readonly Finding[], more: Partial<CheckReport> = {}): CheckReport => ({
  format: 'tenon-check/1',
  tool: 'tenon/1.0.0',
  files: ['tenant.yaml'],
  environment: 'production',
  rules: 147,
  findings,
  takeovers: [],
  notJudged: [],
  problems: [],
  ...more,
});

const RENDERERS = {
  text: (report: CheckReport) => renderCheckText(report),
  markdown: (report: CheckReport) => renderCheckMarkdown(report),
  sarif: renderCheckSarif,
  junit: renderCheckJunit,
};

const HOSTILE = [
  '\u001b[2J\u001b[31m',
  '\u202egnp.exe',
  '```\n</details>\n# Approved',
  '</script><script>alert(1)</script>',
  '<!-- -->]]>&amp;"\'',
  '@acme/owners merge #1',
  '::error::no\r\n',
  '[x](javascript:alert(1))',
  '| a | b |',
];

describe.each(Object.entries(RENDERERS))('a check as %s', (format, render) => {
  it('cannot be broken by names, places, reasons and paths', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE), (name, reason) => {
        const place = { kind: 'file', file: name, line: 1, column: 1 } as const;
        const finding = { ...FINDING, address: `clients/${name}`, field: `client_metadata.${name}`, place };
        const text = render(
          createReport([finding, { ...finding, accepted: { reason, until: '2027-01-01' } }], {
            files: [name],
            tenant: 'acme.eu.auth0.com',
            notJudged: [{ rule: 'other', unknown: [name] }],
            problems: [{ code: 'rule-failed', severity: 'warning', message: `failed at ${name}` }],
          }),
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through.
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        if (format === 'junit') assertWellFormed(text);
        if (format === 'sarif') expect(() => JSON.parse(text)).not.toThrow();
        if (format === 'markdown') expect(text).not.toMatch(/<script|\n# Approved|\]\(javascript|(?<![\w&#;])@acme/);
        if (format !== 'sarif') expect(text).not.toMatch(/^::error/m);
      }),
    );
  });

  it('says so if nothing was found, if something was not judged, and what was accepted', () => {
    const accepted = { ...FINDING, accepted: { reason: 'kiosk', until: '2027-01-31' } };
    expect(render(createReport([]))).not.toContain('grant-implicit');
    expect(render(createReport([accepted]))).toContain('kiosk');
    const skipped = render(createReport([], { notJudged: [{ rule: 'mfa-never', unknown: ['guardianPolicies'] }] }));
    if (format !== 'sarif') expect(skipped).toMatch(/not judged|could not be judged/);
  });

  it('takes 10,000 findings', () => {
    const findings = Array.from({ length: 10_000 }, (_, index) => ({ ...FINDING, address: `clients/${index}` }));
    const text = render(createReport(findings));
    if (format === 'markdown') expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    else expect(text).toContain('clients/9999');
  });
});

describe('SARIF of a check', () => {
  const parse = (report: CheckReport) => JSON.parse(renderCheckSarif(report)).runs[0];

  it('carries security severities, levels and lines', () => {
    const run = parse(
      createReport(
        [FINDING, { ...FINDING, rule: 'takeover', severity: 'warning' }, { ...FINDING, rule: 'note', severity: 'info' }],
        {
          takeovers: ['takeover'],
        },
      ),
    );
    expect(run.tool.driver.rules.map((rule: { properties: object }) => rule.properties)).toMatchObject([
      { 'security-severity': '8.0' },
      { 'security-severity': '9.5' },
      { 'security-severity': '2.0' },
    ]);
    expect(run.results).toMatchObject([{ level: 'error' }, { level: 'warning' }, { level: 'note' }]);
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({ startLine: 7, startColumn: 5 });
  });

  it('a fingerprint survives that the line moves, and differs by rule, resource and field', () => {
    const place = { kind: 'file', file: 'tenant.yaml', line: 99, column: 1 } as const;
    const variants = [
      FINDING,
      { ...FINDING, place },
      { ...FINDING, rule: 'x' },
      { ...FINDING, address: 'x' },
      { ...FINDING, field: 'x' },
    ];
    const prints = parse(createReport(variants)).results.map((result: { partialFingerprints: object }) =>
      JSON.stringify(result.partialFingerprints),
    );
    expect(prints[0]).toBe(prints[1]);
    expect(new Set(prints).size).toBe(4);
  });

  it('an accepted finding is a suppressed alert with its reason', () => {
    const [result] = parse(createReport([{ ...FINDING, accepted: { reason: 'kiosk' } }])).results;
    expect(result.suppressions).toMatchObject([{ kind: 'inSource', justification: 'kiosk' }]);
  });
});

it('a check as JSON matches its schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/check.schema.json', import.meta.url), 'utf8'));
  const validate = compileSchema(schema);
  const report = createReport([FINDING, { ...FINDING, accepted: { reason: 'x', until: '2027-01-01' } }], {
    tenant: 'acme.eu.auth0.com',
    profile: 'regulated',
    notJudged: [{ rule: 'x', unknown: ['roles'] }],
    problems: [{ code: 'rule-failed', severity: 'warning', message: 'x' }],
  });
  expect(validate(JSON.parse(JSON.stringify(report)))).toBe(true);
  expect(validate({ ...JSON.parse(JSON.stringify(report)), findings: [{ rule: 'x' }] })).toBe(false);
});
