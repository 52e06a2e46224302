import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases this test has tried, where it is more than one: `npm run promises` adds them up. */
    tried?: number;
  }
}

export function countCases(cases: number): void {
  const test = TestRunner.getCurrentTest();
  if (test) test.meta.tried = (test.meta.tried ?? 0) + cases;
}
