import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getValidator } from '../../src/loader/load-validator.ts';
import { isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { renderDriftHtml } from '../../src/reporter/drift/html-drift.ts';
import { renderDriftJunit } from '../../src/reporter/drift/junit-drift.ts';
import { renderDriftMarkdown } from '../../src/reporter/drift/markdown-drift.ts';
import { renderDriftSarif } from '../../src/reporter/drift/sarif-drift.ts';
import { attributeToAnn, createDrift, createDriftFromPlan, createSampleDrift, hostileDrift } from '../support/drift-builders.ts';
import { extractLiveText, splitFences } from '../support/markdown.ts';
import { createChange, createCreation, createOperation, createPlan } from '../support/plan-builders.ts';
import { assertWellFormed } from '../support/xml.ts';

const renamed = createOperation('update', 'clients/A', {
  changes: [createChange(['name'], 'theirs', 'ours')],
  origin: { kind: 'file', file: 'conf/tenant.yaml', line: 12, column: 5 },
});
const parseJson = (text: string): JsonValue => JSON.parse(text);

describe('json', () => {
  test('has the form of its schema', async () => {
    const errors = (await getValidator('drift'))(parseJson(JSON.stringify(createSampleDrift())));
    expect(errors).toEqual([]);
  });
});

describe('markdown', () => {
  test('one block a resource and kind of drift, with its address', () => {
    const shown = renderDriftMarkdown(createSampleDrift());
    const addresses = [...shown.matchAll(/<details><summary>.*<code>(.*)<\/code>/g)].map(([, address]) => address);
    expect(new Set(addresses)).toEqual(new Set(createSampleDrift().entries.map(({ address }) => address)));
  });

  test('what the tenant has is the plus side', () => {
    expect(renderDriftMarkdown(createDriftFromPlan(createPlan([renamed])))).toContain('- name: ours\n+ name: theirs');
  });

  test('hostile names stay text', () => {
    fc.assert(
      fc.property(hostileDrift, (hostile) => {
        const { outside } = splitFences(renderDriftMarkdown(hostile));
        const details = outside.join('\n');
        expect(details.match(/<details/g)?.length ?? 0).toBe(details.match(/<\/details>/g)?.length ?? 0);
        for (const line of outside.map(extractLiveText)) {
          expect(line).not.toMatch(/<(?!https:)|@|https?:\/\/(?!.*>$)|www\.|\]\(|\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
    );
  });

  test('fits, and still says who', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...renamed,
      id: `${index}`,
      address: `clients/${index}`,
      liveId: `${index}`,
    }));
    const { entries } = createDriftFromPlan(createPlan(many));
    const shown = renderDriftMarkdown(
      createDrift(entries.map((entry) => ({ ...entry, kind: 'tenant changed', by: attributeToAnn() }))),
    );
    expect(Buffer.byteLength(shown)).toBeLessThan(65_536);
    expect(shown).toContain('Ann Example');
  });
});

describe('html', () => {
  test('what the tenant has is the plus side', () => {
    const shown = renderDriftHtml(createDriftFromPlan(createPlan([renamed])));
    expect(shown).toContain('<del>ours</del><ins>theirs</ins>');
  });

  test('hostile names stay text', () => {
    fc.assert(
      fc.property(hostileDrift, (hostile) => {
        const shown = renderDriftHtml(hostile);
        expect(shown.match(/<script/g)).toHaveLength(1);
        expect(shown).not.toMatch(/<img|javascript:alert\(1\)"/);
      }),
    );
  });
});

describe('junit', () => {
  const one = createDrift(
    [
      {
        address: 'clients/A',
        kind: 'tenant changed',
        action: 'update',
        liveId: '1',
        by: attributeToAnn(),
        changes: renamed.changes,
      },
    ],
    {
      checked: ['clients/A', 'clients/B', 'roles/r', 'clients/CI'],
      skipped: [{ address: 'clients/CI', why: 'self' }],
    },
  );

  test('a test case a declared resource, those that differ fail', () => {
    const shown = renderDriftJunit(one);
    expect(shown).toMatch(/<testsuites name="[^"]*acme\.eu\.auth0\.com" tests="4" failures="1">/);
    expect(shown).toContain('<testsuite name="clients" tests="3" failures="1" errors="0" skipped="1">');
    expect(shown).toContain('<testcase classname="clients" name="B"/>');
    expect(shown).toContain('<testcase classname="roles" name="r"/>');
    expect(shown.match(/<failure type="tenant changed" message="[^"]*Ann Example &lt;ann@acme.test&gt;[^"]*">/g)).toHaveLength(1);
  });

  test('is XML, whatever the names', () => {
    fc.assert(
      fc.property(hostileDrift, (hostile) => {
        expect(() => assertWellFormed(renderDriftJunit(hostile))).not.toThrow();
      }),
    );
  });
});

describe('sarif', () => {
  const listSarifResults = (text: string): readonly JsonValue[] => {
    const log: unknown = JSON.parse(text);
    const runs: unknown = isObject(log) ? log.runs : undefined;
    const [run]: readonly unknown[] = Array.isArray(runs) ? runs : [];
    const results: unknown = isObject(run) ? run.results : undefined;
    return Array.isArray(results) ? results : [];
  };

  test('a result on the line of the definition', () => {
    const [first] = listSarifResults(renderDriftSarif(createDriftFromPlan(createPlan([renamed]))));
    expect(first).toMatchObject({
      ruleId: 'unknown-difference',
      level: 'warning',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'conf/tenant.yaml' }, region: { startLine: 12, startColumn: 5 } } },
      ],
    });
  });

  test('every result has a place, a rule that is described, and a fingerprint', () => {
    const rules = ['tenant-changed', 'definition-ahead', 'unknown-difference', 'undeclared'];
    for (const result of listSarifResults(renderDriftSarif(createSampleDrift()))) {
      expect(result).toMatchObject({
        ruleId: expect.toSatisfy((id: string) => rules.includes(id)),
        locations: [{ physicalLocation: { region: { startLine: expect.any(Number) } } }],
        partialFingerprints: { 'difference/v1': expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
    }
  });

  test('an alert stays the same alert when its line moves', () => {
    const moved = { ...renamed, origin: { kind: 'file', file: 'conf/tenant.yaml', line: 99, column: 1 } } as const;
    const getFingerprints = (one: typeof renamed): unknown => {
      const [first] = listSarifResults(renderDriftSarif(createDriftFromPlan(createPlan([one]))));
      return isObject(first) ? first.partialFingerprints : undefined;
    };
    expect(getFingerprints(moved)).toEqual(getFingerprints(renamed));
  });

  test('a resource that is missing', () => {
    const [first] = listSarifResults(
      renderDriftSarif(createDriftFromPlan(createPlan([createCreation('roles', 'a', { name: 'a' })]))),
    );
    expect(first).toMatchObject({ message: { text: expect.stringContaining('roles/a') } });
  });
});
