import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { askPredicate, createChangedResource } from './impact-helpers.ts';

const buildRule = (
  action: string,
  rule: JsonObject = { match: { geo_country_codes: ['XX'] } },
  more: JsonObject = {},
): JsonObject => ({
  active: true,
  priority: 5,
  rule: { action: { [action]: true }, scope: 'tenant', ...rule },
  ...more,
});

const compare = (before: JsonObject | undefined, after: JsonObject | undefined, siblings: readonly JsonObject[] = []) =>
  askPredicate('acl-effect', {
    resource: createChangedResource({
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      listSiblings: () => siblings,
    }),
  })?.is;

const block = buildRule('block');
const blockLater = buildRule('block', undefined, { priority: 9 });

describe('a network rule', () => {
  it.each<[string, JsonObject | undefined, JsonObject | undefined, string]>([
    ['a blocking rule comes', undefined, block, 'tightens'],
    ['a redirecting rule comes', undefined, buildRule('redirect'), 'tightens'],
    ['a blocking rule goes', block, undefined, 'widens'],
    ['a blocking rule is switched off', block, { ...block, active: false }, 'widens'],
    ['a rule that is switched off comes', undefined, { ...block, active: false }, 'cosmetic'],
    ['a rule that only logs comes', undefined, buildRule('log'), 'cosmetic'],
    ['blocking becomes logging', block, buildRule('log'), 'widens'],
    ['an allowing rule comes that nothing blocks', undefined, buildRule('allow'), 'cosmetic'],
  ])('where %s', (_, before, after, is) => {
    expect(compare(before, after)).toBe(is);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a further value', { match: { asns: [1] } }, { match: { asns: [1, 2] } }, 'tightens'],
    ['one value less', { match: { asns: [1, 2] } }, { match: { asns: [1] } }, 'widens'],
    ['other values', { match: { asns: [1] } }, { match: { asns: [2] } }, 'widens'],
    [
      'a smaller network',
      { match: { ipv4_cidrs: ['10.0.0.0/8'] } },
      { match: { ipv4_cidrs: ['10.1.0.0/16', '10.2.0.7'] } },
      'widens',
    ],
    [
      'a larger network',
      { match: { ipv6_cidrs: ['2001:db8:1::/48'] } },
      { match: { ipv6_cidrs: ['2001:db8::/32'] } },
      'tightens',
    ],
    ['another network', { match: { ipv4_cidrs: ['10.0.0.0/8'] } }, { match: { ipv4_cidrs: ['192.0.2.0/24'] } }, 'widens'],
    ['no network', { match: { ipv4_cidrs: ['10.0.0.0/8'] } }, { match: { ipv4_cidrs: ['10.0.0.0/99', '/', 'x/8'] } }, 'widens'],
    ['a further condition', { match: { asns: [1] } }, { match: { asns: [1], user_agents: ['x'] } }, 'widens'],
    ['every request', { match: { asns: [1] } }, { match_all: true }, 'tightens'],
    ['a further exception', { not_match: { asns: [1] } }, { not_match: { asns: [1, 2] } }, 'widens'],
    ['one exception less', { not_match: { asns: [1, 2] } }, { not_match: { asns: [1] } }, 'tightens'],
    ['no exception any more', { not_match: { asns: [1] } }, {}, 'tightens'],
    ['a narrower scope', {}, { scope: 'management' }, 'widens'],
    ['the same in another order', { match: { asns: [1, 2] } }, { match: { asns: [2, 1] } }, 'cosmetic'],
  ])('that blocks, with %s', (_, before, after, is) => {
    expect(compare(buildRule('block', before), buildRule('block', after))).toBe(is);
  });

  it('that allows lets through what a later rule blocks', () => {
    const allow = buildRule('allow', { match: { asns: [1] } });
    expect(compare(undefined, allow, [blockLater])).toBe('widens');
    expect(compare(allow, undefined, [blockLater])).toBe('tightens');
    expect(compare(allow, buildRule('allow', { match: { asns: [1, 2] } }), [blockLater])).toBe('widens');
    expect(compare(undefined, allow, [{ ...blockLater, priority: 1 }])).toBe('cosmetic');
    expect(compare(undefined, allow, [{ ...blockLater, active: false }])).toBe('cosmetic');
  });

  it('that moves matters only where it passes one with the opposite effect', () => {
    const later = { ...block, priority: 9 };
    const allow = buildRule('allow', { match: { asns: [1] } }, { priority: 7 });
    expect(compare(block, later)).toBe('cosmetic');
    expect(compare(block, later, [allow])).toBe('widens');
    expect(compare(later, block, [allow])).toBe('tightens');
    expect(compare(block, later, [{ ...allow, priority: 1 }])).toBe('cosmetic');
  });

  it('that blocks everything says so', () => {
    const answer = (rule: JsonObject) =>
      askPredicate('acl-effect', { resource: createChangedResource({ after: buildRule('block', rule) }) })?.says;
    expect(answer({ match_all: true })).not.toBe(answer({ match: { asns: [1] } }));
  });
});
