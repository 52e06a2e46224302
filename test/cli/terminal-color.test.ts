import { expect, test } from 'vitest';
import { canShowColor } from '../../src/cli/output/terminal.ts';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
] as const)('on a terminal: %s, with %j, color: %s', (isTTY, env, isShown) => {
  expect(canShowColor({ isTTY }, env)).toBe(isShown);
});
