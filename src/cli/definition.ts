import { readTextFile } from '../disk/read-regular-file.ts';
import type { Loaded } from '../loader/load.ts';
import { isObject, type JsonObject } from '../model/json/json.ts';
import { pointerOf, stepsOf } from '../model/json/pointer.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Change, Operation, Plan } from '../model/plan/plan.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import type { DefinitionOptions, TenantOptions } from './commands/options.ts';

/** Loads the definition; `--vars` and `--config` say what auth0-deploy-cli's markers and settings are. */
export async function loadDefinition(
  files: readonly string[],
  options: DefinitionOptions & Pick<Partial<TenantOptions>, 'emulator'>,
  secretsOptional = false,
  root?: string,
  texts?: ReadonlyMap<string, string>,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const { load } = await import('../loader/load.ts');
  const given = readObject(options.vars, '--vars');
  const config = readObject(options.config, '--config');
  if (!given.ok || !config.ok) return failure([given, config].flatMap((read) => (read.ok ? [] : [read.error])));
  // A config file given as values is taken for what it is.
  const isConfig = Object.hasOwn(given.value, MAPPINGS);
  const vars = isConfig ? {} : given.value;
  const loaded = await load({
    files,
    env: process.env,
    secretsOptional,
    vars,
    config: isConfig ? { ...config.value, ...given.value } : config.value,
    ...(root === undefined ? {} : { root }),
    ...(texts ? { texts } : {}),
  });
  return loaded.ok && options.emulator !== undefined ? success(forAnyTenant(loaded.value)) : loaded;
}

/** The embedded emulator stands for the tenant that a definition is for: nothing can happen to another one. */
function forAnyTenant(loaded: Loaded): Loaded {
  const { tenant: _, ...policy } = loaded.definition.policy;
  return { ...loaded, definition: { ...loaded.definition, policy } };
}

const MAPPINGS = 'AUTH0_KEYWORD_REPLACE_MAPPINGS';

function readObject(file: string | undefined, option: string): Outcome<JsonObject, Problem> {
  if (file === undefined) return success({});
  try {
    const parsed: unknown = JSON.parse(readTextFile(file).replace(/^\uFEFF/, ''));
    if (isObject(parsed)) return success(parsed);
  } catch {
    // Told below: unreadable or no JSON, the remedy is the same.
  }
  return failure({
    code: 'file-unreadable',
    severity: 'error',
    message: `${file} is no readable JSON object`,
    expected: '{ "KEY": value, … }',
    hint: `Check the path given with ${option}.`,
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
