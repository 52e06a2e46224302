import type { DeclaredType, Definition } from '../model/definition/definition.ts';
import type { JsonObject } from '../model/json/json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import { isError, type Problem } from '../model/problem/problem.ts';
import { contradicted } from './check/contradicted.ts';
import { repeatedClaims, repeatedSingles } from './check/unique-values.ts';
import { type Read, readResource } from './declare/declare-resource.ts';
import { type Entry, entriesOf } from './declare/entries.ts';
import { mergeLayers } from './declare/merge-layers.ts';
import { prunesAll, readTopLevel, type Section, type TopLevel } from './declare/sections.ts';
import { ofDeletes, type Settings, settingsOf } from './deploy-cli/settings.ts';
import { digestOf } from './digest.ts';
import { type Finding, problemsOf } from './findings.ts';
import type { Reading } from './load-context.ts';
import { validatorOf } from './load-validator.ts';
import { missingItems } from './lookup/declared-items.ts';
import { type Locate, locator, type OriginOf, originFinder } from './lookup/locate.ts';
import { type WrittenAs, writtenAs } from './lookup/written.ts';
import { leftOut, withoutLeftAlone } from './policy/exclude-entries.ts';
import { leftAlone } from './policy/exclusions.ts';
import { readPolicy } from './policy/read-policy.ts';
import { readWithIncludes } from './read-with-includes.ts';
import { withoutUnsent } from './substitute/masked-value.ts';
import { findShared, withSharedSecrets } from './substitute/shared-secrets.ts';
import { rootOf } from './text/definition-files.ts';
import type { Source } from './text/source.ts';

export interface LoadOptions {
  /** Each file lies over those before it. */
  readonly files: readonly string[];
  /** The directory that no file may leave. By default that of the first file, or the working directory if the file is in it. */
  readonly root?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values for auth0-deploy-cli's markers. What is not in it is looked up in `env`, then in the config file's mappings. */
  readonly vars?: JsonObject;
  /** What stands in auth0-deploy-cli's config file: which types and resources are left alone, and values for markers. */
  readonly config?: JsonObject;
  /** Where nothing will be written, secrets need not be at hand: one that is not set is a warning, and its value empty. */
  readonly secretsOptional?: boolean;
  /** Texts by real path, read in the place of what the disk has: to check a change before it is written. */
  readonly texts?: ReadonlyMap<string, string>;
}

export interface Loaded {
  readonly definition: Definition;
  readonly warnings: readonly Problem[];
  /** Where a declared value stands in the files. */
  readonly locate: Locate;
  /** The declared values with all that it takes to change them in their files. */
  readonly written: WrittenAs;
  readonly originOf: OriginOf;
}

/** The definition that the files make together, or everything that is wrong with any of them. */
export async function load(options: LoadOptions): Promise<Outcome<Loaded, readonly Problem[]>> {
  const root = rootOf(options.root, options.files[0] ?? '.');
  const { env, vars = {}, config = {}, secretsOptional = false, texts = new Map() } = options;
  const settings = settingsOf(config, env);
  const deployCli = { hasConfig: Object.keys(config).length > 0, sources: new Set<Source>() };
  const findings = [...settings.findings];
  const reading: Reading = {
    root,
    env,
    vars,
    settings,
    secretsOptional,
    texts,
    findings,
    secretNames: new Set(),
    deployCli,
    unsent: [],
  };
  const layers = options.files.map((file) => readWithIncludes(reading, file).map((each) => readTopLevel(reading, each)));
  const files = layers.flat();
  reading.findings.push(
    ...leftOut(
      settings,
      files.flatMap((file) => file.leftOut),
    ),
  );
  const reads = await readResources(reading, layers);
  const sections = files.flatMap((file) => file.sections);
  const declared = declaredTypes(sections, settings);
  const policy = await readPolicy(
    reading,
    layers.map((layer) => layer.flatMap((file) => file.policy ?? [])),
    new Set(declared.map(({ type }) => type)),
  );
  reading.findings.push(...contradicted(reads), ...repeatedClaims(reads), ...repeatedSingles(reads), ...missingItems(reads));
  reading.findings.push(...ofDeletes(settings, policy.prune), ...prunesAll(sections, policy.prune));
  const problems = problemsOf(withoutUnsent(reading));
  if (problems.some(isError)) return failure(problems);
  const resources = reads.map(({ resource }) => resource);
  const madeFor = settings.domain === undefined ? {} : { madeFor: settings.domain };
  const definition = { declared, resources, policy, ...madeFor, digest: digestOf(declared, resources, policy) };
  return success({
    definition,
    warnings: problems,
    locate: locator(reads),
    written: writtenAs(reads),
    originOf: originFinder(reads),
  });
}

async function readResources(reading: Reading, layers: readonly (readonly TopLevel[])[]): Promise<readonly Read[]> {
  const entries = layers.map((layer) =>
    layer.flatMap(({ sections }) => sections.flatMap((section) => entriesOf(reading, section))),
  );
  const { kept, findings } = withoutLeftAlone(reading.settings, mergeLayers(reading, entries));
  reading.findings.push(...findings);
  const types = [...new Set(kept.map(({ type }) => type.type))];
  const validators = new Map(await Promise.all(types.map(async (type) => [type, await validatorOf(type)] as const)));
  const readEach = (entries: readonly Entry[]): readonly ReadApart[] =>
    entries.flatMap((entry) => {
      const validator = validators.get(entry.type.type);
      const apart = { ...reading, findings: [] };
      return validator ? [{ entry, read: readResource(apart, entry, validator), findings: apart.findings }] : [];
    });
  const first = readEach(kept);
  const shows = findShared(
    reading,
    first.map(({ read }) => read.resource),
  );
  // What is secret is known only when all is read; the few that hold it in another place are read once more.
  const all = first.flatMap((each) => {
    const marked = shows && withSharedSecrets(each.entry, shows);
    return marked ? readEach([marked]) : [each];
  });
  reading.findings.push(...all.flatMap((each) => each.findings));
  return all.map(({ read }) => read);
}

interface ReadApart {
  readonly entry: Entry;
  readonly read: Read;
  readonly findings: readonly Finding[];
}

/** A type that is declared as a whole somewhere is not narrowed by a key for a part of it. */
function declaredTypes(sections: readonly Section[], settings: Settings): readonly DeclaredType[] {
  const wide = new Set(sections.filter(({ implied }) => Object.keys(implied).length === 0).map(({ type }) => type.type));
  const declared = sections.map(({ type, implied }): DeclaredType => {
    const except = leftAlone(settings, type);
    return { type: type.type, ...(!wide.has(type.type) && { only: implied }), ...(except.length > 0 && { except }) };
  });
  return [...new Map(declared.map((each) => [JSON.stringify(each), each])).values()];
}
