import { resolve, sep } from 'node:path';
import { isTopLevelKey } from './declare/type-names.ts';
import { findDirectoryPlace } from './deploy-cli/directory-format.ts';
import { readDirectory } from './deploy-cli/read-directory.ts';
import { createError } from './findings.ts';
import { type LoadContext, readSource } from './load-context.ts';
import { isFolder, resolveRelativePath } from './text/confined-files.ts';
import type { DefinitionFile } from './text/definition-file.ts';
import { describeKind, getMember, type MapTree, type Tree } from './text/definition-tree.ts';
import { readDocumentTree } from './text/read-document.ts';
import type { SourceFile, SourceSpan } from './text/source-file.ts';

/** A directory in auth0-deploy-cli's format, or a file and all that it includes. Included files stand beside the one that includes them: none lays over another. */
export function readWithIncludes(context: LoadContext, name: string): readonly DefinitionFile[] {
  if (!isFolder(name)) return readFileAndIncludes(context, name, [], new Set());
  const directory = readDirectory(context, name);
  return directory.kind === 'parts' ? directory.parts : readFileAndIncludes(context, directory.file, [], new Set());
}

function readFileAndIncludes(
  context: LoadContext,
  name: string,
  ancestors: readonly string[],
  seen: Set<string>,
  cause?: SourceSpan,
): readonly DefinitionFile[] {
  const source = readSource(context, name, 'yaml', cause);
  if (!source || isAlreadyRead(context, source, ancestors, seen, cause)) return [];
  const root = readRootMap(context, source);
  if (!root) return [];
  if (cause === undefined && isDirectoryFile(name, root)) {
    const hint = 'Name the directory that holds its folder.';
    context.findings.push(
      createError('wrong-type', root.span, `"${name}" is one file of a directory`, { expected: 'a map of resource types', hint }),
    );
    return [];
  }
  const included = listIncludes(context, root).flatMap(({ path, span }) =>
    readFileAndIncludes(context, resolveRelativePath(name, path), [...ancestors, source.path], seen, span),
  );
  return [{ source, root }, ...included];
}

/** A file of auth0-deploy-cli's directory format alone: it lies where such a file does, and holds nothing that a definition does. */
function isDirectoryFile(name: string, root: MapTree): boolean {
  const steps = resolve(name).split(sep);
  const isInKnownFolder = [2, 3].some((count) => findDirectoryPlace(steps.slice(-count).join('/')) !== undefined);
  return isInKnownFolder && ![...root.members.keys()].some(isTopLevelKey);
}

function isAlreadyRead(
  context: LoadContext,
  source: SourceFile,
  ancestors: readonly string[],
  seen: Set<string>,
  cause: SourceSpan | undefined,
): boolean {
  if (ancestors.includes(source.path)) {
    const advice = { hint: 'Let one of the two stand without the other.' };
    context.findings.push(createError('include-cycle', cause, `"${source.name}" includes itself, by way of others`, advice));
  }
  const repeated = seen.has(source.path);
  seen.add(source.path);
  return repeated;
}

function readRootMap(context: LoadContext, source: SourceFile): MapTree | undefined {
  const parsed = readDocumentTree(context, source);
  if (!parsed) return undefined;
  const { tree } = parsed;
  if (tree?.kind === 'map') return tree;
  const span = { source, start: 0, end: 1 };
  const found = tree ? describeKind(tree) : 'nothing';
  context.findings.push(
    createError('wrong-type', tree?.span ?? span, `The file holds ${found}`, {
      expected: 'a map of resource types, {} for an empty one',
    }),
  );
  return undefined;
}

function listIncludes(context: LoadContext, root: MapTree): readonly { readonly path: string; readonly span: SourceSpan }[] {
  const include = getMember(root, 'include');
  if (!include) return [];
  const items: readonly Tree[] = include.kind === 'list' ? include.items : [include];
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && !item.secret) return [{ path: item.value, span: item.span }];
    context.findings.push(
      createError('wrong-type', item.span, `"include" holds ${describeKind(item)}`, { expected: 'a list of paths' }),
    );
    return [];
  });
}
