import { existsSync } from 'node:fs';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { KEYWORD_MAPPINGS } from '../../loader/deploy-cli/deploy-cli-settings.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { parsePointer, toPointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Operation, OperationName } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { FilePlace, Problem } from '../../model/problem/problem.ts';
import type { TenantTarget } from '../../project/project.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { checkLoaded } from '../check/check-loaded.ts';
import { DEFAULT_DEFINITION_FILE } from '../defaults.ts';
import type { Environment } from '../ports.ts';
import { checkOverrides } from './check-overrides.ts';

/** How the files of a definition are read. */
export interface LoadFilesOptions {
  /** JSON file with values for auth0-deploy-cli's `@@KEY@@` and `##KEY##`. */
  readonly vars?: string | undefined;
  /** auth0-deploy-cli's config file, for its keyword replacements and exclusions. */
  readonly config?: string | undefined;
  /** Missing secrets are warnings instead of errors. For plans that send no secrets. */
  readonly secretsOptional?: boolean;
  /** Ignore `reconcile.tenant`, because the embedded emulator may represent any tenant. */
  readonly anyTenant?: boolean;
  /** The tenant of a project that the files are for, which adds its policy and values. */
  readonly target?: TenantTarget;
  /** Files outside this folder are not read. Undefined: the folder of the project, or of each file. */
  readonly root?: string;
  /** Texts to use instead of the contents of files, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
  /** The resource types that the files may declare. Undefined: all that tenon knows. */
  readonly catalogue?: Catalogue | undefined;
  /** Decides which acceptances of findings are over. Undefined: the time of the process. */
  readonly now?: Date;
}

/** Loads and validates the definition in `files`; later files override earlier ones. */
export async function loadFiles(
  files: readonly string[],
  options: LoadFilesOptions = {},
  env: Environment = process.env,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const loaded = await loadWithOptions(files, options, env);
  if (!loaded.ok) return failWith(suggestInit(files, loaded.error));
  const overrides = await checkOverrides(loaded.value, options.target, (shared) =>
    loadWithOptions(shared, { ...options, secretsOptional: true }, env),
  );
  if (!overrides.ok) return overrides;
  return checkLoaded(options.anyTenant ? allowAnyTenant(loaded.value) : loaded.value, options.now ?? new Date());
}

async function loadWithOptions(
  files: readonly string[],
  options: LoadFilesOptions,
  env: Environment,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const { load } = await import('../../loader/load-definition.ts');
  const { texts, catalogue, target, secretsOptional = false } = options;
  const root = options.root ?? target?.folder;
  const varsFile = readJsonOption(options.vars, '--vars');
  const config = readJsonOption(options.config, '--config');
  if (!varsFile.ok || !config.ok) return failWith([varsFile, config].flatMap((read) => (read.ok ? [] : [read.error])));
  // A config file passed as --vars is used as a config file.
  const isConfig = Object.hasOwn(varsFile.value, KEYWORD_MAPPINGS);
  return load({
    files,
    env,
    secretsOptional,
    vars: isConfig ? {} : varsFile.value,
    config: isConfig ? { ...config.value, ...varsFile.value } : config.value,
    ...omitUndefined({ root, texts, catalogue, target }),
  });
}

/** Greets an empty folder: nobody named a file, and the default one does not exist. */
function suggestInit(files: readonly string[], problems: readonly Problem[]): readonly Problem[] {
  const [file, ...others] = files;
  if (file !== DEFAULT_DEFINITION_FILE || others.length > 0 || existsSync(file)) return problems;
  const hint = 'There is no definition here yet. Make one with: tenon init. Or name its files after the command.';
  return problems.map((problem) => (problem.code === 'file-unreadable' ? { ...problem, hint } : problem));
}

/** Removes the tenant that the definition is bound to. */
function allowAnyTenant(loaded: Loaded): Loaded {
  const { tenant: _, ...policy } = loaded.definition.policy;
  return { ...loaded, definition: { ...loaded.definition, policy } };
}

function readJsonOption(file: string | undefined, option: string): Outcome<JsonObject, Problem> {
  if (file === undefined) return succeed({});
  try {
    const parsed: unknown = JSON.parse(readTextFile(file).replace(/^\uFEFF/, ''));
    if (isObject(parsed)) return succeed(parsed);
  } catch {
    // Unreadable or not JSON: reported below, since the remedy is the same.
  }
  return failWith({
    code: 'file-unreadable',
    severity: 'error',
    message: `${file} cannot be read as a JSON object`,
    expected: '{ "KEY": value, … }',
    hint: `Check the path given with ${option}.`,
  });
}

/** Replaces the address of a problem by the file and line that declare it, if there are any. */
export const locateInFiles = (problem: Problem, loaded: Loaded): Problem => {
  if (problem.place?.kind !== 'address') return problem;
  const place = loaded.locate(problem.place.address, problem.place.pointer);
  return place ? { ...problem, place } : problem;
};

/** Finds the line that declares a changed field or, if the files do not declare it, the line of what contains it. */
export function locateChange(
  { path }: Change,
  { address, relation }: Pick<OperationName, 'address' | 'relation'>,
  { locate }: Loaded,
): FilePlace | undefined {
  const steps = parsePointer(path);
  const place = locate(address, toPointer(relation === undefined || steps[0] === relation ? steps : [relation, ...steps]));
  if (!place) return undefined;
  const { kind, file, line, column } = place;
  return { kind, file, line, column };
}

/** Adds file and line to each change of the plan. For a create or a delete, the line of the operation is enough. */
export const addChangeOrigins = (plan: Plan, loaded: Loaded): Plan => ({
  ...plan,
  operations: plan.operations.map((operation) =>
    operation.action === 'create' || operation.action === 'delete' ? operation : addOperationOrigins(operation, loaded),
  ),
});

const addOperationOrigins = (operation: Operation, loaded: Loaded): Operation => ({
  ...operation,
  changes: operation.changes.map((change) => {
    const origin = locateChange(change, operation, loaded);
    return !origin || (origin.file === operation.origin?.file && origin.line === operation.origin.line)
      ? change
      : { ...change, origin };
  }),
});
