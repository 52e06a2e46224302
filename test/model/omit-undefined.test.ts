import { expect, test } from 'vitest';
import { omitUndefined } from '../../src/model/json/omit-undefined.ts';

test('keeps the other members in their order, null and false too', () => {
  const members: { b: number | undefined; a: null; d: boolean; c?: string } = { b: undefined, a: null, d: false };
  expect(Object.entries(omitUndefined({ ...members, e: 0 }))).toEqual([
    ['a', null],
    ['d', false],
    ['e', 0],
  ]);
});
