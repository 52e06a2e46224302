import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { Schema } from '../../src/schema/load-schema.ts';
import { assessField, assessUpdate } from './impact-helpers.ts';

const text: Schema = { type: 'string' };

describe('words of a field', () => {
  it('come from the nearest field around it', () => {
    const schema: Schema = {
      type: 'object',
      'x-impact': { any: ['cosmetic', 'Looks.'] },
      properties: {
        name: text,
        inner: {
          type: 'object',
          'x-impact': { any: ['widens', 'Inner.'] },
          properties: { own: { ...text, 'x-impact': { any: ['loses', 'Own.'] } }, deep: text },
        },
      },
    };
    const before = { name: 'a', inner: { own: 'a', deep: 'a' } };
    expect(assessUpdate(schema, before, { name: 'b', inner: { own: 'b', deep: 'b' } })).toEqual([
      { is: 'widens', says: 'Inner.', field: 'inner.deep', path: '/inner/deep' },
      { is: 'loses', says: 'Own.', field: 'inner.own', path: '/inner/own' },
      { is: 'cosmetic', says: 'Looks.', field: 'name', path: '/name' },
    ]);
  });

  it('are silent for the opposite of the only direction that has one', () => {
    const field: Schema = { type: 'boolean', 'x-impact': { down: ['weakens', 'Off.'] } };
    expect(assessField(field, { field: true }, { field: false })).toEqual(['weakens']);
    expect(assessField(field, { field: false }, { field: true })).toEqual([]);
  });

  it('of a secret are that of a secret, without its value', () => {
    const secret: Schema = { type: 'string', 'x-secret': true };
    const schema: Schema = { type: 'object', 'x-impact': { any: ['cosmetic', 'Looks.'] }, properties: { secret } };
    const impacts = assessUpdate(schema, { secret: 'hunter2' }, { secret: 'hunter3' });
    expect(impacts).toMatchObject([{ is: 'secret', field: 'secret' }]);
    expect(JSON.stringify(impacts)).not.toContain('hunter');
  });

  it('of a secret with words are its own', () => {
    const field: Schema = {
      type: 'string',
      'x-secret': true,
      'x-impact': { up: ['widens', 'Set.'], down: ['tightens', 'Unset.'] },
    };
    expect(assessField(field, {}, { field: 'a' })).toEqual(['widens']);
    expect(assessField(field, { field: 'a' }, { field: null })).toEqual(['tightens']);
  });

  it('of a script are that of code, but not those of a page', () => {
    expect(assessField({ type: 'string', 'x-file': 'js' }, { field: 'a' }, { field: 'b' })).toEqual(['runs-code']);
    expect(assessField({ type: 'string', 'x-file': 'html' }, { field: 'a' }, { field: 'b' })).toEqual([]);
  });

  it('of a list are not those of a member of its items', () => {
    const list: Schema = {
      type: 'array',
      'x-item-key': ['name'],
      'x-impact': { up: ['widens', 'In.'], down: ['tightens', 'Out.'] },
      items: {
        type: 'object',
        properties: { name: text, note: text, isOpen: { type: 'boolean', 'x-impact': { up: ['weakens', 'Open.'] } } },
      },
    };
    const schema: Schema = { type: 'object', properties: { list } };
    const before = { list: [{ name: 'a', note: 'one', isOpen: false }] };
    expect(assessUpdate(schema, before, { list: [{ name: 'a', note: 'two', isOpen: true }] })).toEqual([
      { is: 'weakens', says: 'Open.', field: 'list[].isOpen', path: '/list/a/isOpen' },
    ]);
    expect(assessUpdate(schema, before, { list: [{ name: 'b' }] })).toMatchObject([
      { is: 'widens', field: 'list[]', path: '/list/b' },
      { is: 'tightens', field: 'list[]', path: '/list/a' },
    ]);
  });

  it('of members with names of their own are named by a star', () => {
    const field: Schema = { type: 'object', additionalProperties: text, 'x-impact': { any: ['cosmetic', 'Data.'] } };
    const schema: Schema = { type: 'object', properties: { field } };
    expect(assessUpdate(schema, { field: { mine: 'a' } }, { field: { mine: 'b' } })).toMatchObject([
      { field: 'field.*', path: '/field/mine' },
    ]);
  });
});

describe('whole objects', () => {
  const rule: Schema = {
    type: ['object', 'null'],
    properties: {
      least: { type: 'integer', 'x-impact': { up: ['tightens', 'Longer.'], down: ['weakens', 'Shorter.'] } },
      isOn: { type: 'boolean', 'x-impact': { up: ['tightens', 'On.'], down: ['weakens', 'Off.'] } },
      list: { type: 'array', items: text, 'x-impact': { up: ['widens', 'In.'], down: ['tightens', 'Out.'] } },
    },
  };

  it('are walked to their values when they come', () => {
    expect(assessField(rule, {}, { field: { least: 8, isOn: true, list: ['a', 'b'] } })).toEqual([
      'widens',
      'tightens',
      'tightens',
    ]);
  });

  it('are walked to their values when they go', () => {
    expect(assessField(rule, { field: { least: 8, isOn: true, list: ['a'] } }, { field: null })).toEqual([
      'weakens',
      'weakens',
      'tightens',
    ]);
  });

  it('count from the default of the API where it is the default of the whole', () => {
    const field: Schema = { ...rule, 'x-server-default': { least: 15, isOn: true, list: [] } };
    expect(assessField(field, {}, { field: { least: 8, isOn: true } })).toEqual(['weakens']);
  });

  it('that come have no default inside to count from, unless it shows the weaker choice', () => {
    const inner = (initial: JsonValue): Schema => ({
      'x-server-default': initial,
      'x-impact': { up: ['widens', 'More.'], down: ['weakens', 'Less.'], any: ['cosmetic', 'Set.'] },
    });
    const field: Schema = { type: ['object', 'null'], properties: { count: inner(9), isOn: inner(true) } };
    for (const before of [{}, { field: null }]) {
      expect(assessField(field, before, { field: { count: 10, isOn: true } })).toEqual(['widens', 'cosmetic']);
      expect(assessField(field, before, { field: { count: 8, isOn: false } })).toEqual(['weakens', 'weakens']);
    }
    expect(assessField(field, { field: {} }, { field: { count: 10, isOn: true } })).toEqual(['widens']);
    expect(assessField(field, { field: { count: 10 } }, { field: null })).toEqual(['weakens']);
  });

  it('that come are no stricter where they say what the API would choose', () => {
    const isOn: Schema = { default: true, 'x-impact': { up: ['tightens', 'On.'], down: ['weakens', 'Off.'] } };
    const field: Schema = { type: ['object', 'null'], properties: { isOn } };
    for (const before of [{}, { field: null }]) {
      expect(assessField(field, before, { field: { isOn: true } })).toEqual([]);
      expect(assessField(field, before, { field: { isOn: false } })).toEqual(['weakens']);
    }
    expect(assessField(field, { field: { isOn: false } }, { field: { isOn: true } })).toEqual(['tightens']);
  });

  it('are walked inside of lists, item by item', () => {
    const list: Schema = { type: 'array', items: { type: 'object', required: ['name'], properties: { name: text, rule } } };
    const before = {
      field: [
        { name: 'a', rule: { least: 8 } },
        { name: 'b', rule: { least: 8 } },
      ],
    };
    const after = {
      field: [
        { name: 'a', rule: { least: 8 } },
        { name: 'b', rule: { least: 4 } },
      ],
    };
    expect(assessField(list, before, after)).toEqual(['weakens']);
  });
});
