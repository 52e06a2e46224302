import type { JsonObject } from '../model/json/json-value.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import type { DefinitionNames } from './declare/type-names.ts';
import type { DeployCliSettings } from './deploy-cli/deploy-cli-settings.ts';
import type { DirectoryFormat } from './deploy-cli/directory-format.ts';
import { createError, type LoadFinding } from './findings.ts';
import { type MarkerValues, replaceMarkers, type TextKind } from './substitute/markers.ts';
import { isOwnCredential, isOwnKeyFile, OWN_CREDENTIAL_ADVICE } from './substitute/own-credentials.ts';
import { readText, resolveRelativePath } from './text/confined-files.ts';
import type { MapTree } from './text/definition-tree.ts';
import { createSource, type SourceFile, type SourceSpan } from './text/source-file.ts';

/** The tenant of a project (`tenon.yaml`) that a definition is loaded for. */
export interface LoadTarget {
  readonly name: string;
  /** The definition is bound to the tenant with this domain. */
  readonly domain: string;
  /** Values of `${each:…}`. */
  readonly each: Readonly<Record<string, string>>;
  /** Members of `reconcile:` that override those of the files. */
  readonly policy?: MapTree;
}

/** The inputs of one load, and what it has collected so far. */
export interface LoadContext {
  /** Real path of the directory that no file may leave. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values for auth0-deploy-cli markers, from the command line. */
  readonly vars: JsonObject;
  readonly settings: DeployCliSettings;
  /** Undefined: the files are loaded for no tenant in particular. */
  readonly target?: LoadTarget;
  readonly catalogue: Catalogue;
  readonly names: DefinitionNames;
  /** Whether a missing secret is a warning instead of an error. */
  readonly secretsOptional: boolean;
  /** Texts by real path that override the files on disk. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: LoadFinding[];
  /** Variables read by `${secret:…}` anywhere in the definition. Their values are secret wherever else they appear. */
  readonly secretNames: Set<string>;
  /** `hasConfig`: an auth0-deploy-cli config file is in use. `sources`: the files read from its directory format. */
  readonly deployCli: { readonly hasConfig: boolean; readonly sources: Set<SourceFile>; readonly format: DirectoryFormat };
  /** Values that are never sent: masked secrets and omitted fields. A marker without a value is no problem there. */
  readonly unsentSpans: SourceSpan[];
}

/** `vars` override the environment, which overrides the config file: the same order as in auth0-deploy-cli. */
const getMarkerValues = ({ vars, env, settings }: LoadContext): MarkerValues => ({ vars, env, mappings: settings.mappings });

/**
 * Reads a file and replaces its markers; `undefined` after an error, which is added to the findings.
 * @param cause where the file is named; absent if the command line names it
 */
export function readSource(context: LoadContext, name: string, kind: TextKind, cause?: SourceSpan): SourceFile | undefined {
  const read = readText(context.root, name, context.texts);
  if (!read.ok) {
    const { code, message, advice } = read.error;
    context.findings.push(createError(code, cause, message, advice));
    return undefined;
  }
  const { path, text } = read.value;
  if (isOwnKeyFile(path, context.env)) {
    context.findings.push(
      createError('own-credential', cause, `"${name}" is the private key that tenon signs in with`, OWN_CREDENTIAL_ADVICE),
    );
    return undefined;
  }
  return createSource(name, path, text, replaceMarkers(text, getMarkerValues(context), kind));
}

/** Reads a file that a value refers to, by a path relative to the file of `cause`. Markers are replaced, `${…}` is not. */
export function readSideFile(context: LoadContext, path: string, cause: SourceSpan, kind: TextKind): SourceFile | undefined {
  const source = readSource(context, resolveRelativePath(cause.source.name, path), kind, cause);
  if (source) reportMissingMarkers(context, source);
  return source;
}

/** Reports markers without a value, except in parts of the file that are not read. */
export function reportMissingMarkers(context: LoadContext, source: SourceFile, unreadSpans: readonly SourceSpan[] = []): void {
  for (const { name, start, end } of source.marked.missing) {
    if (unreadSpans.some((span) => span.start <= start && end <= span.end)) continue;
    const span = { source, start, end };
    if (isOwnCredential(name)) {
      context.findings.push(
        createError('own-credential', span, `${name} is one of tenon's own credentials`, OWN_CREDENTIAL_ADVICE),
      );
      continue;
    }
    context.findings.push(
      createError('marker-missing', span, `The marker ${name} has no value`, {
        hint: `Set the environment variable ${name}, or use --config to pass the file whose AUTH0_KEYWORD_REPLACE_MAPPINGS defines it.`,
      }),
    );
  }
}
