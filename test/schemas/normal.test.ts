import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json.ts';
import { normal, shown, WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { rootShape } from '../../src/schema/walk.ts';

const shape = rootShape(schemaOf('clients'));

/** What no schema knows: lists in lists, and a set of the schema's beside them. */
function nested(depth: number): JsonValue {
  let value: JsonValue = 'inmost "quoted"';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value, level] : [{ inner: value }];
  return { name: 'App', callbacks: ['https://b.test', 'https://a.test'], unknown: value };
}

it('lists in lists are told by a text of their size, and read back as they are', () => {
  const form = normal(shape, nested(200), WIRE, '');
  expect(JSON.stringify(form).length).toBeLessThan(20_000);
  expect(shown(form ?? null)).toEqual(nested(200));
});
