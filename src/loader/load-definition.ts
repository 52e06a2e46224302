import type { DeclaredType, Definition } from '../model/definition/definition.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { isError, type Problem } from '../model/problem/problem.ts';
import { CATALOGUE } from '../resources/catalogue.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { findActivationConflicts } from './check/activation-conflicts.ts';
import { findDuplicateValues, findExtraSingletons } from './check/unique-values.ts';
import { readResources } from './declare/read-resources.ts';
import { readTopLevel, type TypeSection, warnPrunesAll } from './declare/top-level-sections.ts';
import { createDefinitionNames } from './declare/type-names.ts';
import { computeDefinitionDigest } from './definition-digest.ts';
import { checkDeleteSetting, type DeployCliSettings, readDeployCliSettings } from './deploy-cli/deploy-cli-settings.ts';
import { createDirectoryFormat } from './deploy-cli/directory-format.ts';
import { toProblems } from './findings.ts';
import type { LoadContext, LoadTarget } from './load-context.ts';
import { findDanglingItems } from './lookup/dangling-item-references.ts';
import { createLocator, createOriginFinder, type FindOrigin, type Locate } from './lookup/locate-values.ts';
import { findReferencesToAbsent } from './lookup/references-to-absent.ts';
import { createWrittenFinder, type FindWritten } from './lookup/written-values.ts';
import { warnExcludedTypes } from './policy/exclude-entries.ts';
import { listExclusions } from './policy/exclusions.ts';
import type { LocateExpression } from './policy/expression-places.ts';
import { readPolicy } from './policy/read-policy.ts';
import { readWithIncludes } from './read-with-includes.ts';
import { dropUnsentFindings } from './substitute/masked-value.ts';
import { findRoot } from './text/confined-files.ts';

export interface LoadOptions {
  /** Files or directories. Later ones override earlier ones. */
  readonly files: readonly string[];
  /** The directory that no file may leave. Default: the working directory if it contains the first file, otherwise that file's directory. */
  readonly root?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values for auth0-deploy-cli markers. A name missing here is looked up in `env`, then in the mappings of `config`. */
  readonly vars?: JsonObject;
  /** The content of auth0-deploy-cli's config file: excluded types and resources, and values for markers. */
  readonly config?: JsonObject;
  /** The tenant of a project that the definition is for. Undefined: none, so `${each:…}` has no values. */
  readonly target?: LoadTarget;
  /** Reports a missing secret as a warning and uses an empty value. For runs that write nothing. */
  readonly secretsOptional?: boolean;
  /** The resource types that a definition may contain. Default: all that tenon knows. */
  readonly catalogue?: Catalogue;
  /** Texts by real path that override the files on disk, to check a change before it is written. */
  readonly texts?: ReadonlyMap<string, string>;
}

export interface Loaded {
  readonly definition: Definition;
  /** The resource types that the definition was read with. Whatever is computed from it uses the same ones. */
  readonly catalogue: Catalogue;
  readonly warnings: readonly Problem[];
  /** Finds the place of a declared value in the files. */
  readonly locate: Locate;
  /** Finds a declared resource with the file ranges needed to edit it. */
  readonly findWritten: FindWritten;
  /** Finds where a declared value comes from, and what it overrides. */
  readonly findOrigin: FindOrigin;
  /** Finds the place of a part of a policy's condition. */
  readonly locateExpression: LocateExpression;
}

/** Loads files into one definition. On failure the error lists every problem in all of the files, warnings included. */
export async function load(options: LoadOptions): Promise<Outcome<Loaded, readonly Problem[]>> {
  const context = createContext(options);
  const { settings, findings, catalogue } = context;
  const layers = options.files.map((file) => readWithIncludes(context, file).map((each) => readTopLevel(context, each)));
  const files = layers.flat();
  const excluded = files.flatMap((file) => file.excluded);
  findings.push(...warnExcludedTypes(settings, excluded));
  const allResources = await readResources(context, layers);
  const parsedResources = allResources.filter(({ isAbsent }) => !isAbsent);
  const absentResources = allResources.filter(({ isAbsent }) => isAbsent);
  const sections = files.flatMap((file) => file.sections);
  const declared = listDeclaredTypes(sections, settings);
  const policyLayers = layers.map((layer) => layer.flatMap((file) => file.policy ?? []));
  const { policy, locateExpression } = await readPolicy(context, policyLayers, new Set(declared.map(({ type }) => type)));
  findings.push(
    ...findActivationConflicts(parsedResources, catalogue),
    ...findDuplicateValues(parsedResources, catalogue),
    ...findExtraSingletons(parsedResources, catalogue),
    ...findDanglingItems(parsedResources, catalogue),
    ...findReferencesToAbsent(parsedResources, absentResources, catalogue),
    ...checkDeleteSetting(settings, policy.prune),
    ...warnPrunesAll(sections, policy.prune),
  );
  const problems = toProblems(dropUnsentFindings(context));
  if (problems.some(isError)) return failWith(problems);
  const resources = parsedResources.map(({ resource }) => resource);
  const absent = absentResources.map(({ resource }) => resource);
  const content = { declared, resources, absent, policy };
  const madeFor = settings.domain === undefined ? {} : { madeFor: settings.domain };
  return succeed({
    definition: { ...content, ...madeFor, digest: computeDefinitionDigest(content) },
    catalogue,
    warnings: problems,
    locate: createLocator(allResources),
    findWritten: createWrittenFinder(allResources),
    findOrigin: createOriginFinder(allResources),
    locateExpression,
  });
}

function createContext(options: LoadOptions): LoadContext {
  const { env, vars = {}, config = {}, secretsOptional = false, texts = new Map(), catalogue = CATALOGUE } = options;
  const settings = readDeployCliSettings(config, env, catalogue);
  return {
    root: findRoot(options.root, options.files[0] ?? '.'),
    env,
    vars,
    settings,
    catalogue,
    names: createDefinitionNames(catalogue),
    secretsOptional,
    texts,
    ...omitUndefined({ target: options.target }),
    findings: [...settings.findings],
    secretNames: new Set(),
    deployCli: {
      hasConfig: Object.keys(config).length > 0,
      sources: new Set(),
      format: createDirectoryFormat(catalogue),
    },
    unsentSpans: [],
  };
}

/** Lists the declared types. A type declared as a whole somewhere is not narrowed by a key for part of it, such as `databases`. */
function listDeclaredTypes(sections: readonly TypeSection[], settings: DeployCliSettings): readonly DeclaredType[] {
  const wholeTypes = new Set(sections.filter(({ implied }) => Object.keys(implied).length === 0).map(({ type }) => type.type));
  const declared = sections.map(({ type, implied }): DeclaredType => {
    const except = listExclusions(settings, type);
    return { type: type.type, ...(!wholeTypes.has(type.type) && { only: implied }), ...(except.length > 0 && { except }) };
  });
  return [...new Map(declared.map((each) => [JSON.stringify(each), each])).values()];
}
