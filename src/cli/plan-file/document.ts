import { LARGEST_DOCUMENT, readRegularFile } from '../../disk/read-regular-file.ts';
import { isObject, type JsonObject } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

const DEEPEST = 500;

/** A file that tenon may have written: a plan, a result, drift. */
export function readDocument(file: string): Outcome<JsonObject, Problem> {
  try {
    const read = readRegularFile(file, LARGEST_DOCUMENT);
    if (read.kind === 'too-large') return failure(tooLarge(file));
    if (read.kind === 'unreadable') return failure(unreadable(file, read.why));
    const text = read.bytes.toString('utf8');
    if (isDeeperThan(DEEPEST, text)) return failure(unreadable(file, `it is nested more than ${DEEPEST} deep`));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? success(value) : failure(unreadable(file, 'it is no JSON object'));
  } catch (error) {
    return failure(unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

/** Whether a text of JSON nests deeper than all that walks a document could follow it, or than the memory lasts. */
function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length && depth <= limit; at++) {
    const sign = text[at];
    if (sign === '"') inText = !inText;
    else if (inText && sign === '\\') at += 1;
    else if (!inText && (sign === '[' || sign === '{')) depth += 1;
    else if (!inText && (sign === ']' || sign === '}')) depth -= 1;
  }
  return depth > limit;
}

export const unreadable = (file: string, why: string): Problem => ({
  code: 'plan-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a plan: ${why}`,
  expected: 'a file written by tenon plan --out',
  hint: 'Make the plan again with tenon plan --out.',
});

const tooLarge = (file: string): Problem => ({
  code: 'file-too-large',
  severity: 'error',
  message: `${file} is larger than ${LARGEST_DOCUMENT / 1024 / 1024} MB`,
  hint: 'Split the change: plan and apply a part of the definition at a time.',
});
