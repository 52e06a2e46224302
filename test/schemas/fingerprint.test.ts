import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { computeFingerprint } from '../../src/schema/compare/fingerprint.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { getRunParameters } from '../support/run-parameters.ts';

const shape = toRootShape(loadSchema('clients'));

/** What no schema knows, each list in the one before. */
function buildNested(depth: number, inmost: JsonValue): JsonObject {
  let value = inmost;
  for (let level = 0; level < depth; level += 1) value = [value, '"'];
  return { name: 'App', unknown: value };
}

it('lists in lists in lists cost no more than their size', () => {
  const deep = computeFingerprint(shape, buildNested(500, 1));
  expect(deep).toMatch(/^[0-9a-f]{64}$/);
  expect(computeFingerprint(shape, buildNested(500, 2))).not.toBe(deep);
});

it('the order of sets of sets changes nothing, and any item of them does', () => {
  const item = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (sets) => {
      const computeUnknownFingerprint = (unknown: JsonValue): string => computeFingerprint(shape, { name: 'App', unknown });
      const turned = sets.map((set) => [...set].reverse()).reverse();
      expect(computeUnknownFingerprint(turned)).toBe(computeUnknownFingerprint(sets));
      expect(computeUnknownFingerprint([...sets, ['one more']])).not.toBe(computeUnknownFingerprint(sets));
    }),
    getRunParameters(50),
  );
});
