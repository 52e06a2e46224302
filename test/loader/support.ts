import { join, relative } from 'node:path';
import { type Loaded, type LoadOptions, load } from '../../src/loader/load-definition.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { folderOf } from '../support/files.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;
export interface Asked extends Partial<Omit<LoadOptions, 'files'>> {
  /** Which files are named on the command line; all others are only there. By default `tenant.yaml`. */
  readonly files?: readonly string[];
}

export const outcomeIn = (folder: string, asked: Asked = {}) =>
  load({ env: {}, root: folder, ...asked, files: (asked.files ?? ['tenant.yaml']).map((file) => join(folder, file)) });

/** What comes of `tenant.yaml`, which is the text itself or one of several files. */
async function outcomeOf(files: string | Files, asked: Asked = {}) {
  const folder = folderOf(typeof files === 'string' ? { 'tenant.yaml': files } : files);
  return { folder, outcome: await outcomeIn(folder, asked) };
}

/** The definition, or everything that is wrong with it. */
export const loadText = async (files: string | Files, asked: Asked = {}) => (await outcomeOf(files, asked)).outcome;

export async function loaded(files: string | Files, asked: Asked = {}): Promise<Loaded> {
  const { outcome } = await outcomeOf(files, asked);
  if (!outcome.ok) throw new Error(outcome.error.map((problem) => `${problem.code}: ${problem.message}`).join('\n'));
  return outcome.value;
}

export async function definitionOf(files: string | Files, asked: Asked = {}) {
  return (await loaded(files, asked)).definition;
}

export async function problemsIn(files: string | Files, asked: Asked = {}): Promise<readonly Problem[]> {
  const { folder, outcome } = await outcomeOf(files, asked);
  const problems = outcome.ok ? outcome.value.warnings : outcome.error;
  return problems.map((problem) =>
    problem.place?.kind === 'file'
      ? { ...problem, place: { ...problem.place, file: relative(folder, problem.place.file) } }
      : problem,
  );
}

/** `code line:column`, with the file's name in front where it is not `tenant.yaml`, and `warning` where it is one. */
export async function codesOf(files: string | Files, asked: Asked = {}): Promise<readonly string[]> {
  return (await problemsIn(files, asked)).map(codeOf);
}

function codeOf({ code, severity, place }: Problem): string {
  const where =
    place?.kind === 'file' ? ` ${place.file === 'tenant.yaml' ? '' : `${place.file}:`}${place.line}:${place.column}` : '';
  return `${severity === 'warning' ? 'warning ' : ''}${code}${where}`;
}

/** The resources' fields by address. */
export async function fieldsOf(files: string | Files, asked: Asked = {}) {
  const { resources } = await definitionOf(files, asked);
  return Object.fromEntries(resources.map(({ address, fields }) => [address, fields]));
}
