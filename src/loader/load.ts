import type { DeclaredType, Definition } from '../model/definition.ts';
import type { JsonObject } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { isError, type Problem } from '../model/problem.ts';
import { digestOf } from './digest.ts';
import { rootOf } from './files.ts';
import { problemsOf } from './findings.ts';
import { entriesOf } from './identity.ts';
import { readWithIncludes } from './include.ts';
import { mergeLayers } from './layers.ts';
import { type Locate, locator } from './locate.ts';
import { readPolicy } from './policy.ts';
import type { Reading } from './reading.ts';
import { type Read, readResource } from './resource.ts';
import { readTopLevel, reportUnmanaged, type Section, type TopLevel } from './top-level.ts';
import { validatorOf } from './validators.ts';
import { type WrittenAs, writtenAs } from './written.ts';

export interface LoadOptions {
  /** Each file lies over those before it. */
  readonly files: readonly string[];
  /** The directory that no file may leave. By default that of the first file, or the working directory if the file is in it. */
  readonly root?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values for auth0-deploy-cli's markers: its AUTH0_KEYWORD_REPLACE_MAPPINGS. What is not in it is looked up in `env`. */
  readonly vars?: JsonObject;
  /** Where nothing will be written, secrets need not be at hand: one that is not set is a warning, and its value empty. */
  readonly secretsOptional?: boolean;
}

export interface Loaded {
  readonly definition: Definition;
  readonly warnings: readonly Problem[];
  /** Where a declared value stands in the files. */
  readonly locate: Locate;
  /** The declared values with all that it takes to change them in their files. */
  readonly written: WrittenAs;
}

/** The definition that the files make together, or everything that is wrong with any of them. */
export async function load(options: LoadOptions): Promise<Outcome<Loaded, readonly Problem[]>> {
  const root = rootOf(options.root, options.files[0] ?? '.');
  const { env, vars = {}, secretsOptional = false } = options;
  const reading: Reading = { root, env, vars, secretsOptional, findings: [] };
  const layers = options.files.map((file) => readWithIncludes(reading, file).map((each) => readTopLevel(reading, each)));
  const files = layers.flat();
  reportUnmanaged(
    reading,
    files.flatMap(({ unmanaged }) => unmanaged),
  );
  const reads = await readResources(reading, layers);
  const declared = declaredTypes(files.flatMap(({ sections }) => sections));
  const policy = await readPolicy(
    reading,
    layers.map((layer) => layer.flatMap((file) => file.policy ?? [])),
    new Set(declared.map(({ type }) => type)),
  );
  const problems = problemsOf(reading.findings);
  if (problems.some(isError)) return failure(problems);
  const resources = reads.map(({ resource }) => resource);
  const definition = { declared, resources, policy, digest: digestOf(declared, resources, policy) };
  return success({ definition, warnings: problems, locate: locator(reads), written: writtenAs(reads) });
}

async function readResources(reading: Reading, layers: readonly (readonly TopLevel[])[]): Promise<readonly Read[]> {
  const entries = layers.map((layer) =>
    layer.flatMap(({ sections }) => sections.flatMap((section) => entriesOf(reading, section))),
  );
  const merged = mergeLayers(reading, entries);
  const types = [...new Set(merged.map(({ type }) => type.type))];
  const validators = new Map(await Promise.all(types.map(async (type) => [type, await validatorOf(type)] as const)));
  return merged.flatMap((entry) => {
    const validator = validators.get(entry.type.type);
    return validator ? [readResource(reading, entry, validator)] : [];
  });
}

/** A type that is declared as a whole somewhere is not narrowed by a key for a part of it. */
function declaredTypes(sections: readonly Section[]): readonly DeclaredType[] {
  const wide = new Set(sections.filter(({ implied }) => Object.keys(implied).length === 0).map(({ type }) => type.type));
  const declared = sections.map(
    ({ type, implied }): DeclaredType => (wide.has(type.type) ? { type: type.type } : { type: type.type, only: implied }),
  );
  return [...new Map(declared.map((each) => [JSON.stringify(each), each])).values()];
}
