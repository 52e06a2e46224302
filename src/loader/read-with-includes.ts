import { resolve, sep } from 'node:path';
import { isTopLevel } from './declare/type-names.ts';
import { placeFor } from './deploy-cli/folders.ts';
import { readDirectory } from './deploy-cli/read-directory.ts';
import { mistake } from './findings.ts';
import { type Reading, readSource } from './load-context.ts';
import type { DefinitionFile } from './text/definition-file.ts';
import { besides, isFolder } from './text/definition-files.ts';
import { treeIn } from './text/read-document.ts';
import type { Source, Span } from './text/source.ts';
import { kindOf, type Mapping, memberOf, type Tree } from './text/tree.ts';

/** A directory in auth0-deploy-cli's format, or a file and all that it includes. Included files stand beside the one that includes them: none lays over another. */
export function readWithIncludes(reading: Reading, name: string): readonly DefinitionFile[] {
  if (!isFolder(name)) return readFrom(reading, name, [], new Set());
  const inside = readDirectory(reading, name);
  return inside.kind === 'parts' ? inside.parts : readFrom(reading, inside.file, [], new Set());
}

function readFrom(
  reading: Reading,
  name: string,
  above: readonly string[],
  seen: Set<string>,
  cause?: Span,
): readonly DefinitionFile[] {
  const source = readSource(reading, name, 'yaml', cause);
  if (!source || isRepeated(reading, source, above, seen, cause)) return [];
  const root = mappingOf(reading, source);
  if (!root) return [];
  if (cause === undefined && isPart(name, root)) {
    const hint = 'Name the directory that holds its folder.';
    reading.findings.push(
      mistake('wrong-type', root.span, `"${name}" is one file of a directory`, { expected: 'a map of resource types', hint }),
    );
    return [];
  }
  const included = includesOf(reading, root).flatMap(({ path, span }) =>
    readFrom(reading, besides(name, path), [...above, source.path], seen, span),
  );
  return [{ source, root }, ...included];
}

/** A file of auth0-deploy-cli's directory format alone: it lies where such a file does, and holds nothing that a definition does. */
function isPart(name: string, root: Mapping): boolean {
  const steps = resolve(name).split(sep);
  const lies = [2, 3].some((count) => placeFor(steps.slice(-count).join('/')) !== undefined);
  return lies && ![...root.members.keys()].some(isTopLevel);
}

function isRepeated(
  reading: Reading,
  source: Source,
  above: readonly string[],
  seen: Set<string>,
  cause: Span | undefined,
): boolean {
  if (above.includes(source.path)) {
    const advice = { hint: 'Let one of the two stand without the other.' };
    reading.findings.push(mistake('include-cycle', cause, `"${source.name}" includes itself, by way of others`, advice));
  }
  const repeated = seen.has(source.path);
  seen.add(source.path);
  return repeated;
}

function mappingOf(reading: Reading, source: Source): Mapping | undefined {
  const parsed = treeIn(reading, source);
  if (!parsed) return undefined;
  const { tree } = parsed;
  if (tree?.kind === 'map') return tree;
  const span = { source, start: 0, end: 1 };
  const found = tree ? kindOf(tree) : 'nothing';
  reading.findings.push(
    mistake('wrong-type', tree?.span ?? span, `The file holds ${found}`, {
      expected: 'a map of resource types, {} for an empty one',
    }),
  );
  return undefined;
}

function includesOf(reading: Reading, root: Mapping): readonly { readonly path: string; readonly span: Span }[] {
  const include = memberOf(root, 'include');
  if (!include) return [];
  const items: readonly Tree[] = include.kind === 'list' ? include.items : [include];
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && !item.secret) return [{ path: item.value, span: item.span }];
    reading.findings.push(mistake('wrong-type', item.span, `"include" holds ${kindOf(item)}`, { expected: 'a list of paths' }));
    return [];
  });
}
