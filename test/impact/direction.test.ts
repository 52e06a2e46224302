import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { ImpactKeyword } from '../../src/schema/impact-keyword.ts';
import { assessField, assessUpdate } from './impact-helpers.ts';

const directed: ImpactKeyword = { up: ['widens', 'Up.'], down: ['tightens', 'Down.'], any: ['cosmetic', 'Any.'] };

describe('the direction of a single value', () => {
  it.each<[string, string | undefined, JsonValue, JsonValue, string]>([
    ['a number grows', 'number', 1, 2, 'widens'],
    ['a number shrinks', 'number', 2, 1, 'tightens'],
    ['a switch goes on', 'boolean', false, true, 'widens'],
    ['a switch goes off', 'boolean', true, false, 'tightens'],
    ['a text is set', 'string', null, 'a', 'widens'],
    ['a text is unset', 'string', 'a', null, 'tightens'],
    ['a text is replaced', 'string', 'a', 'b', 'cosmetic'],
  ])('is clear where %s', (_, type, before, after, is) => {
    const field = { type: type ?? 'string', 'x-impact': directed };
    expect(assessField(field, before === null ? {} : { field: before }, { field: after })).toEqual([is]);
  });

  it('of a switch that was never set counts from off', () => {
    const field = { type: 'boolean', 'x-impact': directed };
    expect(assessField(field, {}, { field: true })).toEqual(['widens']);
    expect(assessField(field, {}, { field: false })).toEqual([]);
  });

  it.each([
    [true, false, ['tightens']],
    [3, 2, ['tightens']],
    [3, 4, ['widens']],
  ])('of an unset value counts from the default of the API: %s to %s', (initial, after, expected) => {
    for (const keyword of ['x-server-default', 'default'])
      expect(assessField({ [keyword]: initial, 'x-impact': directed }, {}, { field: after })).toEqual(expected);
  });

  it('of a number that was never set is not known without a default', () => {
    const { any: _, ...opposite } = directed;
    const worse: ImpactKeyword = { up: ['weakens', 'More.'] };
    const number = { type: 'integer' };
    expect(assessField({ ...number, 'x-impact': directed }, {}, { field: 30 })).toEqual(['cosmetic']);
    expect(assessField({ ...number, 'x-impact': opposite }, {}, { field: 30 })).toEqual(['tightens']);
    expect(assessField({ ...number, 'x-impact': worse }, {}, { field: 30 })).toEqual([]);
    expect(assessField({ ...number, 'x-impact': worse, 'x-server-default': 0 }, {}, { field: 30 })).toEqual(['weakens']);
    expect(assessField({ ...number, 'x-impact': directed }, { field: 30 }, { field: null })).toEqual(['tightens']);
  });

  it.each([
    [null, 'low', []],
    [null, 'mid', ['widens']],
    ['low', null, []],
    ['mid', null, ['tightens']],
  ])('of an unset value counts from the lowest in the order: %s to %s', (before, after, expected) => {
    const field = { type: 'string', 'x-impact': { ...directed, order: ['low', 'mid', 'high'] } };
    expect(assessField(field, { field: before }, { field: after })).toEqual(expected);
  });

  it.each([
    ['low', 'high', ['widens']],
    ['high', 'low', ['tightens']],
    ['mid', 'middle', ['cosmetic']],
    ['low', 'unheard-of', ['cosmetic']],
  ])('follows the order of values: %s to %s', (before, after, expected) => {
    const order = ['low', ['mid', 'middle'], 'high'];
    expect(assessField({ type: 'string', 'x-impact': { ...directed, order } }, { field: before }, { field: after })).toEqual(
      expected,
    );
  });

  it('is the worse one where nothing says which', () => {
    const { up = directed.any, down = directed.any } = directed;
    if (!up || !down) throw new Error('no words');
    expect(assessField({ type: 'string', 'x-impact': { up, down } }, { field: 'a' }, { field: 'b' })).toEqual(['widens']);
  });

  it('is silent among values of one rank', () => {
    const keyword: ImpactKeyword = { order: [['a', 'b'], 'c'], up: ['tightens', 'Up.'], down: ['weakens', 'Down.'] };
    expect(assessField({ type: 'string', 'x-impact': keyword }, { field: 'a' }, { field: 'b' })).toEqual([]);
  });
});

describe('the direction of a list', () => {
  const set = { type: 'array', 'x-unordered': true, items: { type: 'string' }, 'x-impact': directed } as const;
  const ordered = { type: 'array', items: { type: 'string' }, 'x-impact': directed } as const;

  it.each([
    ['a set', set],
    ['an ordered list', ordered],
  ])('is that of its items: %s', (_, list) => {
    expect(assessField(list, { field: ['a', 'b'] }, { field: ['b', 'c'] })).toEqual(['widens', 'tightens']);
    expect(assessField(list, { field: ['a'] }, { field: [] })).toEqual(['tightens']);
    expect(assessField(list, {}, { field: ['a'] })).toEqual(['widens']);
  });

  it('has none where only the order changes, and the order matters', () => {
    expect(assessField(ordered, { field: ['a', 'b'] }, { field: ['b', 'a'] })).toEqual(['cosmetic']);
    expect(assessField(set, { field: ['a', 'b'] }, { field: ['b', 'a'] })).toEqual([]);
  });

  it('counts equal items', () => {
    expect(assessField(ordered, { field: ['a', 'a'] }, { field: ['a'] })).toEqual(['tightens']);
  });

  it('is that of the strongest value where values have an order', () => {
    const keyword: ImpactKeyword = { order: ['some', 'all'], up: ['tightens', 'Up.'], down: ['weakens', 'Down.'] };
    const list = { ...set, 'x-impact': keyword };
    expect(assessField(list, { field: ['some'] }, { field: ['all'] })).toEqual(['tightens']);
    expect(assessField(list, { field: ['all'] }, { field: ['some'] })).toEqual(['weakens']);
    expect(assessField(list, { field: ['all', 'some'] }, { field: ['all'] })).toEqual([]);
  });

  it('names the item by its field', () => {
    const [impact] = assessUpdate({ type: 'object', properties: { list: set } }, { list: [] }, { list: ['a/b'] });
    expect(impact).toEqual({ is: 'widens', says: 'Up.', field: 'list[]', path: '/list/a~1b' });
  });
});
