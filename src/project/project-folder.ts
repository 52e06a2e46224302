import { isAbsolute, join, normalize, sep } from 'node:path';
import { createError, type LoadFinding } from '../loader/findings.ts';
import { createUnmarkedText } from '../loader/substitute/markers.ts';
import { findRoot, readText } from '../loader/text/confined-files.ts';
import { getMember, type MapTree, type Tree } from '../loader/text/definition-tree.ts';
import { readLiteralTree } from '../loader/text/read-document.ts';
import { createSource, type SourceFile, type SourceSpan } from '../loader/text/source-file.ts';

/** The folder of a project file, and the problems found in the files of the project. */
export interface ProjectFolder {
  readonly path: string;
  readonly findings: LoadFinding[];
}

/** Reads a file of the project; `undefined` after an error. `cause`: where the file is named. */
export function readProjectSource({ path, findings }: ProjectFolder, name: string, cause?: SourceSpan): SourceFile | undefined {
  const file = join(path, name);
  const read = readText(findRoot(path, file), file);
  if (read.ok) return createSource(file, read.value.path, read.value.text, createUnmarkedText(read.value.text));
  const { code, message, advice } = read.error;
  findings.push(createError(code, cause, message, advice));
  return undefined;
}

/** Reads a YAML or JSON file of the project. `${…}` stays as written. `undefined` after an error. */
export function readTree(
  folder: ProjectFolder,
  name: string,
  cause?: SourceSpan,
): { readonly source: SourceFile; readonly tree: Tree | undefined } | undefined {
  const source = readProjectSource(folder, name, cause);
  const document = source && readLiteralTree(source, folder.findings);
  return source && document && { source, tree: document.tree };
}

/** Resolves a path relative to the project file. Paths that leave its folder are reported, and `undefined`. */
export function resolveProjectPath({ path, findings }: ProjectFolder, span: SourceSpan, name: string): string | undefined {
  const relative = normalize(name);
  if (!isAbsolute(relative) && relative !== '..' && !relative.startsWith(`..${sep}`)) return join(path, relative);
  const advice = { expected: 'a path relative to this file', hint: 'Move the file into the folder of the project.' };
  findings.push(createError('file-outside-root', span, `"${name}" is outside the folder of the project`, advice));
  return undefined;
}

/** Lists the items of a list in a map; none if there is no such list. */
export function listItems(tree: MapTree, name: string): readonly Tree[] {
  const list = getMember(tree, name);
  return list?.kind === 'list' ? list.items : [];
}
