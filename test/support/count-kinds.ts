import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** What kind a file of tests is of: the first pattern that its path matches says so. */
const KINDS: readonly (readonly [kind: string, path: RegExp])[] = [
  ['interop', /^interop\//],
  ['redis', /^redis\//],
  ['browser', /^browser\//],
  ['fuzz', /^fuzz\/|fuzz\.test|hostile\.test/],
  ['crash', /^campaign\/|^e2e\/(?:crash-.*|interrupt|truthful-result|resume-rollback|emulate-killed)\.test/],
  ['law', /^laws\/|\/laws\.test/],
  ['e2e', /^(?:e2e|action|docs)\//],
  ['contract', /^(?:emulator|schemas|golden)\/|^index\.test|^supply-chain\.test/],
  ['unit', /./],
];

export interface KindCount {
  readonly kind: string;
  readonly files: number;
  /** Of a table of cases, which is one test here, as one. */
  readonly tests: number;
}

const TEST = /^ *(?:it|test|itInFull)(?:\.\w+(?:\([^)]*\))?)*[(<]/gm;

export function countKinds(): readonly KindCount[] {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.m?ts$|\.test\.mjs$/.test(path) && !path.includes('node_modules'))
    .map((path) => ({ kind: findKind(path), tests: readFileSync(join(TESTS, path), 'utf8').match(TEST)?.length ?? 0 }));
  return KINDS.map(([kind]) => {
    const own = files.filter((file) => file.kind === kind);
    return { kind, files: own.length, tests: own.reduce((sum, { tests }) => sum + tests, 0) };
  });
}

const findKind = (path: string): string => KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'unit';
