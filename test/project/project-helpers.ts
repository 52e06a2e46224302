import { join } from 'node:path';
import type { Problem } from '../../src/model/problem/problem.ts';
import type { Project } from '../../src/project/project.ts';
import { readProject } from '../../src/project/read-project.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** Reads a project from these files, of which one is `tenon.yaml`. */
export const readFolder = (files: Readonly<Record<string, string>>) =>
  readProject(join(createTemporaryFolder(files), 'tenon.yaml'));

/** Reads a project that must be valid. */
export async function readValid(files: Readonly<Record<string, string>>): Promise<Project> {
  const read = await readFolder(files);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const formatPlace = ({ code, place }: Problem): string =>
  place?.kind === 'file' ? `${code} ${place.file.split('/').at(-1)}:${place.line}:${place.column}` : code;

/** Lists the problems of a project as `code file:line:column`. */
export async function findProjectProblems(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const read = await readFolder(files);
  return read.ok ? [] : read.error.map(formatPlace);
}
