import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { SECRET_MARK } from '../../src/model/plan/plan.ts';
import { buildDriftNotice } from '../../src/reporter/notify/drift-notice.ts';
import { buildSlackMessage } from '../../src/reporter/notify/slack-message.ts';
import { attributeToAnn, createDrift, createDriftFromPlan, hostileDrift } from '../support/drift-builders.ts';
import { createChange, createOperation, createPlan } from '../support/plan-builders.ts';

const changed = { address: 'clients/App', kind: 'tenant changed', action: 'update', liveId: '1', by: attributeToAnn() } as const;
const one = createDrift([
  { ...changed, changes: [createChange(['description'], 'the tenant has this', 'the definition says that')] },
]);

/** Every text in a message. */
const collectTexts = (value: JsonValue): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(collectTexts);
  return isObject(value) ? Object.values(value).flatMap(collectTexts) : [];
};

describe.each([
  ['slack', buildSlackMessage],
  ['json', buildDriftNotice],
] as const)('%s', (_, messageOf) => {
  test('says what, which field and who', () => {
    const text = JSON.stringify(messageOf(one));
    expect(text).toContain('clients/App');
    expect(text).toContain('description');
    expect(text).toContain('Ann Example');
  });

  test('no values', () => {
    expect(JSON.stringify(messageOf(one))).not.toMatch(/tenant has this|definition says that/);
  });

  test('nothing hostile', () => {
    fc.assert(
      fc.property(hostileDrift, (hostile) => {
        for (const text of collectTexts(messageOf(hostile))) {
          expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
        }
      }),
    );
  });
});

describe('slack', () => {
  test('has a text and blocks', () => {
    expect(buildSlackMessage(one)).toMatchObject({
      text: expect.stringContaining('acme.eu.auth0.com'),
      blocks: [{ type: 'section' }, { type: 'section', text: { type: 'mrkdwn' } }],
    });
  });

  test('keeps to what Slack takes', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      createOperation('update', `clients/${index}`, {
        changes: Array.from({ length: 200 }, (_, field) => createChange([`${'x'.repeat(400)}${field}`], 'a', 'b')),
      }),
    );
    const message = buildSlackMessage(createDriftFromPlan(createPlan(many)));
    const blocks = Array.isArray(message.blocks) ? message.blocks : [];
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const text of collectTexts(blocks)) expect(text.length).toBeLessThanOrEqual(3000);
  });

  test('nobody is called, nothing is linked', () => {
    fc.assert(
      fc.property(hostileDrift, (hostile) => {
        for (const text of collectTexts(buildSlackMessage(hostile))) expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});

test('json: a secret is not even a mark', () => {
  const secret = createDrift([{ ...changed, changes: [createChange(['client_secret'], SECRET_MARK, SECRET_MARK, 'secret')] }]);
  expect(buildDriftNotice(secret)).toMatchObject({
    format: 'tenon-notice/1',
    differences: 1,
    entries: [{ address: 'clients/App', kind: 'tenant changed', fields: ['/client_secret'] }],
  });
  expect(JSON.stringify(buildDriftNotice(secret))).not.toContain(SECRET_MARK);
});
