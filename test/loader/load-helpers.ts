import { join, relative } from 'node:path';
import { type Loaded, type LoadOptions, load } from '../../src/loader/load-definition.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;
export interface TestLoadOptions extends Partial<Omit<LoadOptions, 'files'>> {
  /** Which files are named on the command line; all others are only there. By default `tenant.yaml`. */
  readonly files?: readonly string[];
}

export const loadFolder = (folder: string, asked: TestLoadOptions = {}) =>
  load({ env: {}, root: folder, ...asked, files: (asked.files ?? ['tenant.yaml']).map((file) => join(folder, file)) });

/** What comes of `tenant.yaml`, which is the text itself or one of several files. */
async function loadFiles(files: string | Files, asked: TestLoadOptions = {}) {
  const folder = createTemporaryFolder(typeof files === 'string' ? { 'tenant.yaml': files } : files);
  return { folder, outcome: await loadFolder(folder, asked) };
}

/** The definition, or everything that is wrong with it. */
export const loadText = async (files: string | Files, asked: TestLoadOptions = {}) => (await loadFiles(files, asked)).outcome;

export async function loadOrThrow(files: string | Files, asked: TestLoadOptions = {}): Promise<Loaded> {
  const { outcome } = await loadFiles(files, asked);
  if (!outcome.ok) throw new Error(outcome.error.map((problem) => `${problem.code}: ${problem.message}`).join('\n'));
  return outcome.value;
}

export async function loadDefinition(files: string | Files, asked: TestLoadOptions = {}) {
  return (await loadOrThrow(files, asked)).definition;
}

export async function findProblems(files: string | Files, asked: TestLoadOptions = {}): Promise<readonly Problem[]> {
  const { folder, outcome } = await loadFiles(files, asked);
  const problems = outcome.ok ? outcome.value.warnings : outcome.error;
  return problems.map((problem) =>
    problem.place?.kind === 'file'
      ? { ...problem, place: { ...problem.place, file: relative(folder, problem.place.file) } }
      : problem,
  );
}

/** `code line:column`, with the file's name in front where it is not `tenant.yaml`, and `warning` where it is one. */
export async function findProblemCodes(files: string | Files, asked: TestLoadOptions = {}): Promise<readonly string[]> {
  return (await findProblems(files, asked)).map(formatProblemCode);
}

function formatProblemCode({ code, severity, place }: Problem): string {
  const where =
    place?.kind === 'file' ? ` ${place.file === 'tenant.yaml' ? '' : `${place.file}:`}${place.line}:${place.column}` : '';
  return `${severity === 'warning' ? 'warning ' : ''}${code}${where}`;
}

/** The resources' fields by address. */
export async function loadFields(files: string | Files, asked: TestLoadOptions = {}) {
  const { resources } = await loadDefinition(files, asked);
  return Object.fromEntries(resources.map(({ address, fields }) => [address, fields]));
}
