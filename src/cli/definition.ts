import { readFileSync } from 'node:fs';
import type { Loaded } from '../loader/load.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Change, Operation, Plan } from '../model/plan.ts';
import { pointerOf, stepsOf } from '../model/pointer.ts';
import type { FilePlace, Problem } from '../model/problem.ts';

/** Loads the definition; `--vars` gives the values of auth0-deploy-cli's markers. */
export async function loadDefinition(
  files: readonly string[],
  varsFile: string | undefined,
  secretsOptional = false,
  root?: string,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const { load } = await import('../loader/load.ts');
  const vars = varsFile === undefined ? success(undefined) : readVars(varsFile);
  if (!vars.ok) return failure([vars.error]);
  return load({
    files,
    env: process.env,
    secretsOptional,
    ...(vars.value === undefined ? {} : { vars: vars.value }),
    ...(root === undefined ? {} : { root }),
  });
}

function readVars(file: string): Outcome<JsonObject, Problem> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    // auth0-deploy-cli's own config.json has them under this name.
    const mappings =
      isObject(parsed) && isObject(parsed.AUTH0_KEYWORD_REPLACE_MAPPINGS) ? parsed.AUTH0_KEYWORD_REPLACE_MAPPINGS : parsed;
    if (isObject(mappings)) return success(mappings);
  } catch {
    // Told below: unreadable or no JSON, the remedy is the same.
  }
  return failure({
    code: 'file-unreadable',
    severity: 'error',
    message: `${file} is no readable JSON object`,
    expected: '{ "KEY": value, … }',
    hint: 'Check the path given with --vars.',
  });
}

/** A problem in the words of the files: an address becomes the line that declares it. */
export const inFile = (problem: Problem, loaded: Loaded): Problem => {
  if (problem.place?.kind !== 'address') return problem;
  const place = loaded.locate(problem.place.address, problem.place.pointer);
  return place ? { ...problem, place } : problem;
};

/** Where the files say what a change is about; where they say nothing of it, what would hold it. */
export function placeOfChange(
  { path }: Change,
  { address, relation }: Pick<Operation, 'address' | 'relation'>,
  { locate }: Loaded,
): FilePlace | undefined {
  const steps = stepsOf(path);
  const place = locate(address, pointerOf(relation === undefined || steps[0] === relation ? steps : [relation, ...steps]));
  if (!place) return undefined;
  const { kind, file, line, column } = place;
  return { kind, file, line, column };
}

/** A plan whose changes know their lines. What is created is told at the line of its name. */
export const withLines = (plan: Plan, loaded: Loaded): Plan => ({
  ...plan,
  operations: plan.operations.map((operation) =>
    operation.action === 'create' || operation.action === 'delete' ? operation : withLinesOf(operation, loaded),
  ),
});

const withLinesOf = (operation: Operation, loaded: Loaded): Operation => ({
  ...operation,
  changes: operation.changes.map((change) => {
    const origin = placeOfChange(change, operation, loaded);
    return !origin || (origin.file === operation.origin?.file && origin.line === operation.origin.line)
      ? change
      : { ...change, origin };
  }),
});
