import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { AS_IS, renderNormalForm, toNormalForm } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';

const shape = toRootShape(loadSchema('clients'));

/** What no schema knows: lists in lists, and a set of the schema's beside them. */
function buildNested(depth: number): JsonValue {
  let value: JsonValue = 'inmost "quoted"';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value, level] : [{ inner: value }];
  return { name: 'App', callbacks: ['https://b.test', 'https://a.test'], unknown: value };
}

it('lists in lists are told by a text of their size, and read back as they are', () => {
  const form = toNormalForm(shape, buildNested(200), AS_IS, '');
  expect(JSON.stringify(form).length).toBeLessThan(20_000);
  expect(renderNormalForm(form ?? null)).toEqual(buildNested(200));
});
