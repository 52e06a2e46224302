import type { JsonObject } from '../model/json/json-value.ts';
import type { DeployCliSettings } from './deploy-cli/deploy-cli-settings.ts';
import { createError, type Finding } from './findings.ts';
import { type MarkerValues, replaceMarkers, type TextKind } from './substitute/markers.ts';
import { isOwnCredential, isOwnKeyFile, OWN_CREDENTIAL_ADVICE } from './substitute/own-credentials.ts';
import { readText, resolveRelativePath } from './text/confined-files.ts';
import { createSource, type SourceFile, type SourceSpan } from './text/source-file.ts';

/** What one run of the loader works with, and what it has found so far. */
export interface LoadContext {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vars: JsonObject;
  readonly settings: DeployCliSettings;
  /** Whether a secret that is not set is a warning only. */
  readonly secretsOptional: boolean;
  /** New texts of files, by real path, that are read in the place of what the disk has. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: Finding[];
  /** The variables that `${secret:…}` reads somewhere: their values are secret wherever they stand. */
  readonly secretNames: Set<string>;
  /** Which files are in auth0-deploy-cli's formats. */
  readonly deployCli: { readonly hasConfig: boolean; readonly sources: Set<SourceFile> };
  /** Values that are not sent, whatever they are: masks of secrets, and fields that are left out. */
  readonly unsentSpans: SourceSpan[];
}

/** What a person gives by hand wins over the environment, and that over a config file, as auth0-deploy-cli has it. */
const getMarkerValues = ({ vars, env, settings }: LoadContext): MarkerValues => ({ vars, env, mappings: settings.mappings });

/** A file with its markers replaced. `cause` is where it was named; absent for what was named on the command line. */
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
      createError('own-credential', cause, `"${name}" is the key that tenon signs in with`, OWN_CREDENTIAL_ADVICE),
    );
    return undefined;
  }
  return createSource(name, path, text, replaceMarkers(text, getMarkerValues(context), kind));
}

/** The content of a file that stands for a value: markers replaced, everything else as it is. */
export function readSideFile(context: LoadContext, path: string, cause: SourceSpan, kind: TextKind): SourceFile | undefined {
  const source = readSource(context, resolveRelativePath(cause.source.name, path), kind, cause);
  if (source) reportMissingMarkers(context, source);
  return source;
}

/** Markers without a value, but for those in a range that nobody asks about. */
export function reportMissingMarkers(context: LoadContext, source: SourceFile, unreadSpans: readonly SourceSpan[] = []): void {
  for (const { name, start, end } of source.marked.missing) {
    if (unreadSpans.some((span) => span.start <= start && end <= span.end)) continue;
    const span = { source, start, end };
    if (isOwnCredential(name)) {
      context.findings.push(
        createError('own-credential', span, `${name} is a credential of tenon itself`, OWN_CREDENTIAL_ADVICE),
      );
      continue;
    }
    context.findings.push(
      createError('marker-missing', span, `Nothing gives a value for the marker ${name}`, {
        hint: `Set the environment variable ${name}, or name with --config the file whose AUTH0_KEYWORD_REPLACE_MAPPINGS has it.`,
      }),
    );
  }
}
