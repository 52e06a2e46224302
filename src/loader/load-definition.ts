import type { DeclaredType, Definition } from '../model/definition/definition.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { isError, type Problem } from '../model/problem/problem.ts';
import { findActivationConflicts } from './check/activation-conflicts.ts';
import { findDuplicateValues, findExtraSingletons } from './check/unique-values.ts';
import { type ParsedResource, readResource } from './declare/declare-resource.ts';
import { mergeLayers } from './declare/merge-layers.ts';
import { listEntries, type ResourceEntry } from './declare/resource-entries.ts';
import { readTopLevel, type TopLevel, type TypeSection, warnPrunesAll } from './declare/top-level-sections.ts';
import { computeDefinitionDigest } from './definition-digest.ts';
import { checkDeleteSetting, type DeployCliSettings, readDeployCliSettings } from './deploy-cli/deploy-cli-settings.ts';
import { type Finding, toProblems } from './findings.ts';
import type { LoadContext } from './load-context.ts';
import { getValidator } from './load-validator.ts';
import { findDanglingItems } from './lookup/dangling-item-references.ts';
import { createLocator, createOriginFinder, type FindOrigin, type Locate } from './lookup/locate-values.ts';
import { createWrittenFinder, type FindWritten } from './lookup/written-values.ts';
import { excludeEntries, warnExcludedTypes } from './policy/exclude-entries.ts';
import { listExclusions } from './policy/exclusions.ts';
import { readPolicy } from './policy/read-policy.ts';
import { readWithIncludes } from './read-with-includes.ts';
import { dropUnsentFindings } from './substitute/masked-value.ts';
import { createSecretDetector, markSharedSecrets } from './substitute/shared-secrets.ts';
import { findRoot } from './text/confined-files.ts';
import type { SourceFile } from './text/source-file.ts';

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
  readonly findWritten: FindWritten;
  readonly findOrigin: FindOrigin;
}

/** The definition that the files make together, or everything that is wrong with any of them. */
export async function load(options: LoadOptions): Promise<Outcome<Loaded, readonly Problem[]>> {
  const root = findRoot(options.root, options.files[0] ?? '.');
  const { env, vars = {}, config = {}, secretsOptional = false, texts = new Map() } = options;
  const settings = readDeployCliSettings(config, env);
  const deployCli = { hasConfig: Object.keys(config).length > 0, sources: new Set<SourceFile>() };
  const findings = [...settings.findings];
  const context: LoadContext = {
    root,
    env,
    vars,
    settings,
    secretsOptional,
    texts,
    findings,
    secretNames: new Set(),
    deployCli,
    unsentSpans: [],
  };
  const layers = options.files.map((file) => readWithIncludes(context, file).map((each) => readTopLevel(context, each)));
  const files = layers.flat();
  context.findings.push(
    ...warnExcludedTypes(
      settings,
      files.flatMap((file) => file.excluded),
    ),
  );
  const parsedResources = await readResources(context, layers);
  const sections = files.flatMap((file) => file.sections);
  const declared = listDeclaredTypes(sections, settings);
  const policy = await readPolicy(
    context,
    layers.map((layer) => layer.flatMap((file) => file.policy ?? [])),
    new Set(declared.map(({ type }) => type)),
  );
  context.findings.push(
    ...findActivationConflicts(parsedResources),
    ...findDuplicateValues(parsedResources),
    ...findExtraSingletons(parsedResources),
    ...findDanglingItems(parsedResources),
  );
  context.findings.push(...checkDeleteSetting(settings, policy.prune), ...warnPrunesAll(sections, policy.prune));
  const problems = toProblems(dropUnsentFindings(context));
  if (problems.some(isError)) return failWith(problems);
  const resources = parsedResources.map(({ resource }) => resource);
  const madeFor = settings.domain === undefined ? {} : { madeFor: settings.domain };
  const definition = { declared, resources, policy, ...madeFor, digest: computeDefinitionDigest(declared, resources, policy) };
  return succeed({
    definition,
    warnings: problems,
    locate: createLocator(parsedResources),
    findWritten: createWrittenFinder(parsedResources),
    findOrigin: createOriginFinder(parsedResources),
  });
}

async function readResources(context: LoadContext, layers: readonly (readonly TopLevel[])[]): Promise<readonly ParsedResource[]> {
  const entries = layers.map((layer) =>
    layer.flatMap(({ sections }) => sections.flatMap((section) => listEntries(context, section))),
  );
  const { kept, findings } = excludeEntries(context.settings, mergeLayers(context, entries));
  context.findings.push(...findings);
  const types = [...new Set(kept.map(({ type }) => type.type))];
  const validators = new Map(await Promise.all(types.map(async (type) => [type, await getValidator(type)] as const)));
  const readEach = (entries: readonly ResourceEntry[]): readonly IsolatedRead[] =>
    entries.flatMap((entry) => {
      const validator = validators.get(entry.type.type);
      const isolated = { ...context, findings: [] };
      return validator ? [{ entry, read: readResource(isolated, entry, validator), findings: isolated.findings }] : [];
    });
  const first = readEach(kept);
  const containsSecret = createSecretDetector(
    context,
    first.map(({ read }) => read.resource),
  );
  // What is secret is known only when all is read; the few that hold it in another place are read once more.
  const all = first.flatMap((each) => {
    const marked = containsSecret && markSharedSecrets(each.entry, containsSecret);
    return marked ? readEach([marked]) : [each];
  });
  context.findings.push(...all.flatMap((each) => each.findings));
  return all.map(({ read }) => read);
}

interface IsolatedRead {
  readonly entry: ResourceEntry;
  readonly read: ParsedResource;
  readonly findings: readonly Finding[];
}

/** A type that is declared as a whole somewhere is not narrowed by a key for a part of it. */
function listDeclaredTypes(sections: readonly TypeSection[], settings: DeployCliSettings): readonly DeclaredType[] {
  const wholeTypes = new Set(sections.filter(({ implied }) => Object.keys(implied).length === 0).map(({ type }) => type.type));
  const declared = sections.map(({ type, implied }): DeclaredType => {
    const except = listExclusions(settings, type);
    return { type: type.type, ...(!wholeTypes.has(type.type) && { only: implied }), ...(except.length > 0 && { except }) };
  });
  return [...new Map(declared.map((each) => [JSON.stringify(each), each])).values()];
}
