import { groupBy } from '../../model/group-by.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import { toPlainPart } from '../encode/export-part.ts';
import type { ExportedResource } from '../encode/export-resource.ts';
import type { ExportedFile, ExportOptions } from '../export-options.ts';
import { type ExternalValues, renderYaml, type YamlSection } from '../yaml/yaml-document.ts';
import { renderFileHeader } from './file-header.ts';
import { isTopLevelList, placeResources } from './place-resources.ts';
import type { SecretNames } from './secret-names.ts';
import { buildSideFiles } from './side-files.ts';
import { createNameAllocator } from './unique-names.ts';

/**
 * Builds the files of an export, the main one first. All YAML files are in one folder, because the paths of texts are relative to the file
 * that refers to them.
 */
export function buildExportFiles(
  snapshot: Snapshot,
  types: readonly ResourceType[],
  resources: readonly ExportedResource[],
  secrets: SecretNames,
  options: ExportOptions,
): readonly ExportedFile[] {
  const texts = buildSideFiles(resources, options.layout !== 'text');
  const externalValues: ExternalValues = { secrets: secrets.nameByPart, files: texts.pathByPart };
  const sections = buildSections(snapshot, types, resources, options);
  const header = renderFileHeader(snapshot, options, types);
  if (options.layout !== 'folder')
    return [{ path: options.main, content: header + renderYaml(sections, externalValues) }, ...texts.files];
  const allocateName = createNameAllocator('-');
  allocateName(options.main);
  const parts = sections.map(
    (section): ExportedFile => ({
      path: allocateName(options.main === `${section.name}.yaml` ? `${section.name}-settings` : section.name, '.yaml'),
      content: renderFileHeader(snapshot, options, []) + renderYaml([section], externalValues),
    }),
  );
  const includes = parts.map(({ path }) => toPlainPart(`./${path}`));
  const main = includes.length === 0 ? [] : [{ name: 'include', part: { kind: 'list', items: includes } as const }];
  return [{ path: options.main, content: header + renderYaml(main, externalValues) }, ...parts, ...texts.files];
}

function buildSections(
  snapshot: Snapshot,
  types: readonly ResourceType[],
  resources: readonly ExportedResource[],
  { full }: ExportOptions,
): readonly YamlSection[] {
  const placedParts = placeResources(
    types,
    groupBy(resources, ({ type }) => type),
  );
  const names = new Set(placedParts.members.map(([name]) => name));
  const empty = full
    ? types
        .filter((type) => isTopLevelList(type) && snapshot.types[type.type]?.status === 'read')
        .map((type) => getDefinitionLayout(type).yamlPath[0] ?? '')
    : [];
  return [
    ...placedParts.members.map(([name, part]): YamlSection => ({ name, part })),
    ...[...new Set(empty)]
      .filter((name) => !names.has(name))
      .map((name): YamlSection => ({ name, part: { kind: 'list', items: [] } })),
  ];
}
