import type { JsonObject } from '../model/json/json.ts';
import type { Settings } from './deploy-cli/settings.ts';
import { type Finding, mistake } from './findings.ts';
import { replaceMarkers, type TextKind, type Values } from './substitute/markers.ts';
import { isOwnCredential, isOwnKeyFile, OWN_ADVICE } from './substitute/own-credentials.ts';
import { besides, readText } from './text/definition-files.ts';
import { type Source, type Span, sourceOf } from './text/source.ts';

/** What one run of the loader works with, and what it has found so far. */
export interface Reading {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vars: JsonObject;
  readonly settings: Settings;
  /** Whether a secret that is not set is a warning only. */
  readonly secretsOptional: boolean;
  /** New texts of files, by real path, that are read in the place of what the disk has. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: Finding[];
  /** The variables that `${secret:…}` reads somewhere: their values are secret wherever they stand. */
  readonly secretNames: Set<string>;
  /** Which files are in auth0-deploy-cli's formats. */
  readonly deployCli: { readonly hasConfig: boolean; readonly sources: Set<Source> };
  /** Values that are not sent, whatever they are: masks of secrets, and fields that are left out. */
  readonly unsent: Span[];
}

/** What a person gives by hand wins over the environment, and that over a config file, as auth0-deploy-cli has it. */
const valuesOf = ({ vars, env, settings }: Reading): Values => ({ vars, env, mappings: settings.mappings });

/** A file with its markers replaced. `cause` is where it was named; absent for what was named on the command line. */
export function readSource(reading: Reading, name: string, kind: TextKind, cause?: Span): Source | undefined {
  const read = readText(reading.root, name, reading.texts);
  if (!read.ok) {
    const { code, message, advice } = read.error;
    reading.findings.push(mistake(code, cause, message, advice));
    return undefined;
  }
  const { path, text } = read.value;
  if (isOwnKeyFile(path, reading.env)) {
    reading.findings.push(mistake('own-credential', cause, `"${name}" is the key that tenon signs in with`, OWN_ADVICE));
    return undefined;
  }
  return sourceOf(name, path, text, replaceMarkers(text, valuesOf(reading), kind));
}

/** The content of a file that stands for a value: markers replaced, everything else as it is. */
export function readSideFile(reading: Reading, path: string, cause: Span, kind: TextKind): Source | undefined {
  const source = readSource(reading, besides(cause.source.name, path), kind, cause);
  if (source) reportMissing(reading, source);
  return source;
}

/** Markers without a value, but for those in a range that nobody asks about. */
export function reportMissing(reading: Reading, source: Source, unread: readonly Span[] = []): void {
  for (const { name, start, end } of source.marked.missing) {
    if (unread.some((span) => span.start <= start && end <= span.end)) continue;
    const span = { source, start, end };
    if (isOwnCredential(name)) {
      reading.findings.push(mistake('own-credential', span, `${name} is a credential of tenon itself`, OWN_ADVICE));
      continue;
    }
    reading.findings.push(
      mistake('marker-missing', span, `Nothing gives a value for the marker ${name}`, {
        hint: `Set the environment variable ${name}, or name with --config the file whose AUTH0_KEYWORD_REPLACE_MAPPINGS has it.`,
      }),
    );
  }
}
