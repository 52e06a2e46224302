import { join } from 'node:path';
import { groupBy } from '../../model/group.ts';
import { isRead } from '../declare/type-names.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import { type Reading, readSource, reportMissing } from '../load-context.ts';
import type { DefinitionFile } from '../text/definition-file.ts';
import { namesIn } from '../text/definition-files.ts';
import { treeIn } from '../text/read-document.ts';
import { asRoot, noneOf, type Part, withTextBeside } from './directory-parts.ts';
import { FOLDERS, folderMeant, listedIn, placeFor } from './folders.ts';

/** What a directory is: auth0-deploy-cli's directory format, or the folder of a definition that is one file. */
export type Inside =
  | { readonly kind: 'parts'; readonly parts: readonly DefinitionFile[] }
  | { readonly kind: 'file'; readonly file: string };

const DEFINITIONS = ['tenant.yaml', 'tenant.yml'];
/** Folders into which that tool writes JSON in its YAML format, too. */
const SIDE_FOLDERS = /^(?:flows|forms|prompts\/screenRenderSettings)\//;

export function readDirectory(reading: Reading, folder: string): Inside {
  const found = filesBelow(reading, folder, '');
  const placed = found.filter((path) => placeFor(path) !== undefined);
  const file = found.find((path) => DEFINITIONS.includes(path));
  if (file !== undefined && placed.every((path) => SIDE_FOLDERS.test(path))) return { kind: 'file', file: join(folder, file) };
  reading.findings.push(...troubles(folder, found, placed, file), ...misnamed(reading, folder));
  const parts = placed.flatMap((path) => partOf(reading, folder, path, found));
  const byType = groupBy(parts, ({ place }) => place.type);
  const empty = found.flatMap((path) => listedIn(path) ?? []).filter((type) => !byType.has(type));
  return {
    kind: 'parts',
    parts: [...[...byType].map(asRoot), ...empty.map((type) => noneOf(folder, type))].map((root) => ({ root })),
  };
}

/** Paths below a folder, as deep as the format goes. An empty folder stands for itself: `roles/`. */
function filesBelow(reading: Reading, folder: string, below: string, depth = 0): readonly string[] {
  const names = namesIn(reading.root, join(folder, below));
  if (!names.ok) {
    reading.findings.push(mistake(names.error.code, undefined, names.error.message, names.error.advice));
    return [];
  }
  const seen = names.value.filter((name) => !name.startsWith('.') && (depth > 0 || !name.endsWith('/') || FOLDERS.has(name)));
  if (seen.length === 0 && below !== '') return [below];
  return seen.flatMap((name) => {
    if (!name.endsWith('/')) return [below + name];
    return depth < 2 ? filesBelow(reading, folder, below + name, depth + 1) : [];
  });
}

function partOf(reading: Reading, folder: string, path: string, found: readonly string[]): readonly Part[] {
  const place = placeFor(path);
  const source = place && readSource(reading, join(folder, path), 'json');
  const parsed = source && treeIn(reading, source);
  if (!place || !source || !parsed) return [];
  reading.deployCli.sources.add(source);
  if (isRead(reading, place.type)) reportMissing(reading, source);
  const { tree } = parsed;
  if (!tree)
    reading.findings.push(mistake('wrong-type', { source, start: 0, end: 1 }, 'The file is empty', { expected: 'JSON' }));
  return tree ? [{ place, path, tree: withTextBeside(place, path, tree, found) }] : [];
}

/** What is said of a directory as a whole. */
function troubles(
  folder: string,
  found: readonly string[],
  placed: readonly string[],
  file: string | undefined,
): readonly Finding[] {
  const isEmpty = placed.length === 0 && found.every((path) => listedIn(path) === undefined);
  return [
    ...(file === undefined ? [] : [mixed(folder, file, placed[0] ?? '')]),
    ...(isEmpty ? [nothing(folder)] : []),
    ...unread(folder, found.filter(belongsNowhere(found))),
  ];
}

/** JSON or YAML in a folder of the format, or a page or a template without the JSON that says what it is for. */
const belongsNowhere =
  (found: readonly string[]) =>
  (path: string): boolean => {
    if (!path.includes('/') || placeFor(path)) return false;
    if (/\.ya?ml$/.test(path)) return true;
    if (path.endsWith('.json')) return !path.startsWith('prompts/partials/');
    return /^(?:emails|pages)\/[^/]+\.html$/.test(path) && !found.includes(path.replace(/html$/, 'json'));
  };

/** Folders beside those of the format whose names are nearly theirs, or are those of types. Any other is somebody's own. */
function misnamed(reading: Reading, folder: string): readonly Finding[] {
  const names = namesIn(reading.root, folder);
  return (names.ok ? names.value : [])
    .filter((name) => name.endsWith('/') && !name.startsWith('.') && !FOLDERS.has(name))
    .flatMap((name) => {
      const meant = folderMeant(name.slice(0, -1));
      const hint = `Did you mean "${meant}"?`;
      return meant === undefined ? [] : [caution('file-unrelated', undefined, `"${join(folder, name)}" is not read`, { hint })];
    });
}

function unread(folder: string, paths: readonly string[]): readonly Finding[] {
  if (paths.length === 0) return [];
  const message = `Files in "${folder}" that belong to no resource are not read: ${paths.join(', ')}`;
  return [caution('file-unrelated', undefined, message, { hint: 'Move them, or give them the name that the format asks for.' })];
}

const mixed = (folder: string, file: string, other: string): Finding =>
  mistake('mixed-formats', undefined, `"${folder}" holds both a ${file} and files of the directory format, such as ${other}`, {
    expected: 'one of the two',
    hint: `Name the file itself (${join(folder, file)}), or move it elsewhere.`,
  });

const nothing = (folder: string): Finding =>
  mistake('file-unreadable', undefined, `"${folder}" holds nothing of a definition`, {
    expected: "a tenant.yaml, or auth0-deploy-cli's folders: clients/, roles/, …",
  });
