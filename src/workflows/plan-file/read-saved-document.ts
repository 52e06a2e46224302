import { MAX_DOCUMENT_BYTES, readRegularFile } from '../../disk/read-regular-file.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

const MAX_DEPTH = 500;

/** Reads a JSON file that tenon may have written: a plan, a result or drift. */
export function readSavedDocument(file: string): Outcome<JsonObject, Problem> {
  try {
    const read = readRegularFile(file, MAX_DOCUMENT_BYTES);
    if (read.kind === 'too-large') return failWith(createPlanTooLargeProblem(file));
    if (read.kind === 'unreadable') return failWith(createUnreadablePlanProblem(file, read.why));
    const text = read.bytes.toString('utf8');
    if (isDeeperThan(MAX_DEPTH, text))
      return failWith(createUnreadablePlanProblem(file, `it is nested more than ${MAX_DEPTH} levels deep`));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? succeed(value) : failWith(createUnreadablePlanProblem(file, 'it is not a JSON object'));
  } catch (error) {
    return failWith(createUnreadablePlanProblem(file, getErrorMessage(error)));
  }
}

/** Whether JSON is nested too deeply: recursive code would overflow the stack, and deep errors could exhaust the memory. */
function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length && depth <= limit; at++) {
    const character = text[at];
    if (character === '"') isInString = !isInString;
    else if (isInString && character === '\\') at += 1;
    else if (!isInString && (character === '[' || character === '{')) depth += 1;
    else if (!isInString && (character === ']' || character === '}')) depth -= 1;
  }
  return depth > limit;
}

export const createUnreadablePlanProblem = (file: string, why: string): Problem => ({
  code: 'plan-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a plan: ${why}`,
  expected: 'a file written by tenon plan --out',
  hint: 'Make the plan again with tenon plan --out.',
});

const createPlanTooLargeProblem = (file: string): Problem => ({
  code: 'file-too-large',
  severity: 'error',
  message: `${file} is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB`,
  hint: 'Split the change: plan and apply one part of the definition at a time.',
});
