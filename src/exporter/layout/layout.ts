import { groupBy } from '../../model/group.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { layoutOf, type ResourceType } from '../../resources/define.ts';
import { plain } from '../encode/part.ts';
import type { ExportedResource } from '../encode/resource.ts';
import type { ExportedFile, ExportOptions } from '../options.ts';
import { type Elsewhere, type YamlSection, yamlOf } from '../yaml/yaml.ts';
import { headOf } from './head.ts';
import { isTopList, placed } from './placing.ts';
import type { SecretNames } from './secret-names.ts';
import { sideFiles } from './side-files.ts';
import { uniqueNames } from './unique.ts';

/** The files of an export: the main one first. Paths of texts are relative to the file that names them, so all YAML stands in one folder. */
export function layOut(
  snapshot: Snapshot,
  types: readonly ResourceType[],
  resources: readonly ExportedResource[],
  secrets: SecretNames,
  options: ExportOptions,
): readonly ExportedFile[] {
  const texts = sideFiles(resources, options.layout !== 'text');
  const elsewhere: Elsewhere = { secrets: secrets.nameOf, files: texts.pathOf };
  const sections = sectionsOf(snapshot, types, resources, options);
  const head = headOf(snapshot, options, types);
  if (options.layout !== 'folder') return [{ path: options.main, content: head + yamlOf(sections, elsewhere) }, ...texts.files];
  const unique = uniqueNames('-');
  unique(options.main);
  const parts = sections.map((section): ExportedFile => {
    return { path: unique(section.name, '.yaml'), content: headOf(snapshot, options, []) + yamlOf([section], elsewhere) };
  });
  const includes = parts.map(({ path }) => plain(`./${path}`));
  const main = includes.length === 0 ? [] : [{ name: 'include', part: { kind: 'list', items: includes } as const }];
  return [{ path: options.main, content: head + yamlOf(main, elsewhere) }, ...parts, ...texts.files];
}

function sectionsOf(
  snapshot: Snapshot,
  types: readonly ResourceType[],
  resources: readonly ExportedResource[],
  { full }: ExportOptions,
): readonly YamlSection[] {
  const told = placed(
    types,
    groupBy(resources, ({ type }) => type),
  );
  const names = new Set(told.members.map(([name]) => name));
  const empty = full
    ? types
        .filter((type) => isTopList(type) && snapshot.types[type.type]?.status === 'read')
        .map((type) => layoutOf(type).at[0] ?? '')
    : [];
  return [
    ...told.members.map(([name, part]): YamlSection => ({ name, part })),
    ...[...new Set(empty)]
      .filter((name) => !names.has(name))
      .map((name): YamlSection => ({ name, part: { kind: 'list', items: [] } })),
  ];
}
