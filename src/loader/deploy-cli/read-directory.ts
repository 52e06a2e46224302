import { join } from 'node:path';
import { groupBy } from '../../model/group-by.ts';
import { formatSuggestion } from '../../model/problem/nearest-name.ts';
import { isReadKey } from '../declare/type-names.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import { type LoadContext, readSource, reportMissingMarkers } from '../load-context.ts';
import { listFolder } from '../text/confined-files.ts';
import type { DefinitionFile } from '../text/definition-file.ts';
import { readDocumentTree } from '../text/read-document.ts';
import { type DirectoryFormat, findListedType, suggestFolder } from './directory-format.ts';
import { addCompanionText, buildEmptyRoot, buildRoot, type DirectoryPart } from './directory-parts.ts';

/** The content of a directory: files in auth0-deploy-cli's directory format, or a definition in one YAML file. */
export type DirectoryContent =
  | { readonly kind: 'parts'; readonly parts: readonly DefinitionFile[] }
  | { readonly kind: 'file'; readonly file: string };

const DEFINITION_FILES = ['tenant.yaml', 'tenant.yml'];

/** Reads a directory in auth0-deploy-cli's format, or finds the YAML file in it. */
export function readDirectory(context: LoadContext, folder: string): DirectoryContent {
  const found = listFiles(context, folder, '');
  const { format } = context.deployCli;
  const placed = found.filter((path) => format.findPlace(path) !== undefined);
  const file = found.find((path) => DEFINITION_FILES.includes(path));
  if (file !== undefined && placed.every((path) => format.findPlace(path)?.besideYaml))
    return { kind: 'file', file: join(folder, file) };
  context.findings.push(...checkDirectory(format, folder, found, placed, file), ...warnMisnamedFolders(context, folder));
  const parts = placed.flatMap((path) => readPart(context, folder, path, found));
  const byType = groupBy(parts, ({ place }) => place.type);
  const empty = found.flatMap((path) => findListedType(format, path) ?? []).filter((type) => !byType.has(type));
  return {
    kind: 'parts',
    parts: [...[...byType].map(buildRoot), ...empty.map((type) => buildEmptyRoot(folder, type))].map((root) => ({ root })),
  };
}

/** Lists the files in a folder, down to the format's depth, as relative paths. An empty folder is listed itself: `roles/`. */
function listFiles(context: LoadContext, folder: string, below: string, depth = 0): readonly string[] {
  const names = listFolder(context.root, join(folder, below));
  if (!names.ok) {
    context.findings.push(createError(names.error.code, undefined, names.error.message, names.error.advice));
    return [];
  }
  const visibleNames = names.value.filter(
    (name) => !name.startsWith('.') && (depth > 0 || !name.endsWith('/') || context.deployCli.format.folders.has(name)),
  );
  if (visibleNames.length === 0 && below !== '') return [below];
  return visibleNames.flatMap((name) => {
    if (!name.endsWith('/')) return [below + name];
    return depth < 2 ? listFiles(context, folder, below + name, depth + 1) : [];
  });
}

function readPart(context: LoadContext, folder: string, path: string, found: readonly string[]): readonly DirectoryPart[] {
  const place = context.deployCli.format.findPlace(path);
  const source = place && readSource(context, join(folder, path), 'json');
  const parsed = source && readDocumentTree(context, source);
  if (!place || !source || !parsed) return [];
  context.deployCli.sources.add(source);
  if (isReadKey(context, place.type)) reportMissingMarkers(context, source);
  const { tree } = parsed;
  if (!tree)
    context.findings.push(createError('wrong-type', { source, start: 0, end: 1 }, 'The file is empty', { expected: 'JSON' }));
  return tree ? [{ place, path, tree: addCompanionText(place, path, tree, found) }] : [];
}

/** Reports what is wrong with a directory as a whole. */
function checkDirectory(
  format: DirectoryFormat,
  folder: string,
  found: readonly string[],
  placed: readonly string[],
  file: string | undefined,
): readonly LoadFinding[] {
  const isEmpty = placed.length === 0 && found.every((path) => findListedType(format, path) === undefined);
  return [
    ...(file === undefined ? [] : [createMixedFormatsError(folder, file, placed[0] ?? '')]),
    ...(isEmpty ? [createEmptyDirectoryError(folder)] : []),
    ...warnUnreadFiles(folder, found.filter(createUnrelatedFilter(format, found))),
  ];
}

/** Creates a filter for files that belong to no place: other JSON or YAML files, and HTML of a page or template without its JSON. */
const createUnrelatedFilter = ({ places, findPlace }: DirectoryFormat, found: readonly string[]) => {
  const namedFolders = places.flatMap(({ namedFolder }) => namedFolder ?? []);
  return (path: string): boolean => {
    if (!path.includes('/') || findPlace(path)) return false;
    if (/\.ya?ml$/.test(path)) return true;
    if (path.endsWith('.json')) return !namedFolders.some((folder) => path.startsWith(folder));
    const json = path.replace(/[^.]+$/, 'json');
    const beside = findPlace(json)?.beside;
    return beside !== undefined && path.endsWith(`.${beside.extension}`) && !found.includes(json);
  };
};

/** Warns about folders with a misspelled name or the name of a type. Other unknown folders are ignored silently. */
function warnMisnamedFolders(context: LoadContext, folder: string): readonly LoadFinding[] {
  const names = listFolder(context.root, folder);
  return (names.ok ? names.value : [])
    .filter((name) => name.endsWith('/') && !name.startsWith('.') && !context.deployCli.format.folders.has(name))
    .flatMap((name) => {
      const suggestion = suggestFolder(context.deployCli.format, name.slice(0, -1));
      return suggestion === undefined
        ? []
        : [
            createWarning('file-unrelated', undefined, `"${join(folder, name)}" is ignored`, {
              hint: formatSuggestion(suggestion),
            }),
          ];
    });
}

function warnUnreadFiles(folder: string, paths: readonly string[]): readonly LoadFinding[] {
  if (paths.length === 0) return [];
  const message = `Files in "${folder}" that belong to no resource are ignored: ${paths.join(', ')}`;
  return [
    createWarning('file-unrelated', undefined, message, { hint: 'Move them, or rename them as the directory format expects.' }),
  ];
}

const createMixedFormatsError = (folder: string, file: string, other: string): LoadFinding =>
  createError(
    'mixed-formats',
    undefined,
    `"${folder}" contains both ${file} and files of the directory format, such as ${other}`,
    {
      expected: 'one of the two',
      hint: `Pass the file itself (${join(folder, file)}), or move it elsewhere.`,
    },
  );

const createEmptyDirectoryError = (folder: string): LoadFinding =>
  createError('file-unreadable', undefined, `"${folder}" contains no definition`, {
    expected: "a tenant.yaml, or auth0-deploy-cli's folders: clients/, roles/, …",
  });
