import { resolve, sep } from 'node:path';
import { isTopLevelKey } from './declare/type-names.ts';
import { readDirectory } from './deploy-cli/read-directory.ts';
import { createError } from './findings.ts';
import { type LoadContext, readSource } from './load-context.ts';
import { isFolder, resolveRelativePath } from './text/confined-files.ts';
import type { DefinitionFile } from './text/definition-file.ts';
import { describeKind, getMember, type MapTree, type Tree } from './text/definition-tree.ts';
import { readDocumentTree } from './text/read-document.ts';
import type { SourceFile, SourceSpan } from './text/source-file.ts';

/** Reads a directory in auth0-deploy-cli's format, or a file with everything it includes. Includes form one layer: none overrides another. */
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
  if (cause === undefined && isDirectoryFile(context, name, root)) {
    const hint = 'Pass the root of that directory instead.';
    context.findings.push(
      createError('wrong-type', root.span, `"${name}" is a single file of auth0-deploy-cli's directory format`, {
        expected: 'a map of resource types',
        hint,
      }),
    );
    return [];
  }
  const included = listIncludes(context, root).flatMap(({ path, span }) =>
    readFileAndIncludes(context, resolveRelativePath(name, path), [...ancestors, source.path], seen, span),
  );
  return [{ source, root }, ...included];
}

/** Whether a file belongs to auth0-deploy-cli's directory format: its path fits that format, and it has no top-level key of a definition. */
function isDirectoryFile({ names, deployCli }: LoadContext, name: string, root: MapTree): boolean {
  const steps = resolve(name).split(sep);
  const isInKnownFolder = [2, 3].some((count) => deployCli.format.findPlace(steps.slice(-count).join('/')) !== undefined);
  return isInKnownFolder && ![...root.members.keys()].some((key) => isTopLevelKey(names, key));
}

function isAlreadyRead(
  context: LoadContext,
  source: SourceFile,
  ancestors: readonly string[],
  seen: Set<string>,
  cause: SourceSpan | undefined,
): boolean {
  if (ancestors.includes(source.path)) {
    const advice = { hint: 'Remove one of the includes in the cycle.' };
    context.findings.push(
      createError('include-cycle', cause, `"${source.name}" includes itself, directly or through other files`, advice),
    );
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
  const message = tree ? `The file contains ${describeKind(tree)}` : 'The file is empty';
  context.findings.push(
    createError('wrong-type', tree?.span ?? span, message, {
      expected: 'a map of resource types ({} for an empty definition)',
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
      createError('wrong-type', item.span, `"include" contains ${describeKind(item)}`, { expected: 'a list of paths' }),
    );
    return [];
  });
}
