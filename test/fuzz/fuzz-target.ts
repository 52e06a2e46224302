import type { Problem } from '../../src/model/problem/problem.ts';
import { PROBLEM_CODES } from '../../src/model/problem/problem-codes.ts';
import type { Random } from './random.ts';

/** Somewhere that input from outside comes in. A trial that throws has found something. */
export interface FuzzTarget {
  readonly name: string;
  /** How many seeds of a round it gets: most for what is read most, few for what takes long. */
  readonly weight: number;
  runTrial(random: Random): Promise<void>;
  close(): Promise<void>;
}

const CODES: ReadonlySet<string> = new Set(PROBLEM_CODES);

/** Whatever is wrong with an input is told by a code, and is never a fault of ours. */
export function expectCoded(problems: readonly Problem[]): void {
  for (const { code, message } of problems)
    if (!CODES.has(code) || code === 'internal') throw new Error(`told as ${code}: ${message}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Text for a terminal drives nothing. */
export function expectQuiet(text: string): void {
  const found = CONTROL_CHARACTERS.exec(text);
  if (found)
    throw new Error(
      `control character in an output: ${JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 40))}`,
    );
}

/** A document in a browser or a comment runs nothing of what names say. */
export function expectInert(html: string): void {
  if (/<script>alert|<img src=x|<details>\n# x/.test(html)) throw new Error('markup of a name in an output');
}
