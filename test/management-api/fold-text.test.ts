import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldText, foldTextView, toTextView } from '../../src/management-api/scrub/text-view.ts';

it('folds a text as it folds the units of the text', () => {
  const ascii = fc.string({ unit: 'binary-ascii' });
  fc.assert(
    fc.property(fc.oneof(ascii, fc.string({ unit: 'binary' })), (text) => {
      expect(foldText(text)).toBe(foldTextView(toTextView(text)).text);
    }),
    { numRuns: 500 },
  );
});
