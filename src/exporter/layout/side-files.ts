import { getObjectMember, isEqual, type JsonObject } from '../../model/json/json-value.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ExportPart } from '../encode/export-part.ts';
import type { ExportedResource } from '../encode/export-resource.ts';
import type { ExportedFile } from '../export-options.ts';
import { canStoreInFile, isPathLike } from '../yaml/text-file.ts';
import { toFileName } from './file-name.ts';
import { createNameAllocator } from './unique-names.ts';

/** Long texts in separate files: `databases/users/login.js`. */
export interface SideFiles {
  /** The file of each text. Texts without an entry are in the YAML. */
  readonly pathByPart: ReadonlyMap<ExportPart, string>;
  readonly files: readonly ExportedFile[];
}

/** `isEveryText`: all long texts get a file, not only those that the loader would mistake for a path. */
export function buildSideFiles(resources: readonly ExportedResource[], isEveryText: boolean): SideFiles {
  const folders = new Map<string, ReturnType<typeof createNameAllocator>>();
  const pathByPart = new Map<ExportPart, string>();
  const files: ExportedFile[] = [];
  for (const { type, key, body, part: rootPart } of resources) {
    const texts = collectTexts(rootPart).filter(
      ({ part }) => canStoreInFile(part.value) && (isEveryText || isPathLike(part.value, part.extension)),
    );
    if (texts.length === 0) continue;
    const top = chooseFolder(type, body);
    const allocateFolder = folders.get(top) ?? createNameAllocator('-');
    folders.set(top, allocateFolder);
    const folder = `${top}/${allocateFolder(toFileName(key, 'unnamed'))}`;
    const allocateFile = createNameAllocator('-');
    for (const { name, part } of texts) {
      const path = `${folder}/${allocateFile(toFileName(name, 'text'), `.${part.extension}`)}`;
      pathByPart.set(part, path);
      files.push({ path, content: part.value });
    }
  }
  return { pathByPart, files };
}

/** Returns the folder of a type, or of the alias that fits the resource: `databases` for database connections. */
function chooseFolder(type: ResourceType, body: JsonObject): string {
  const alias = (type.aliases ?? []).find(({ fields }) => {
    const entries = Object.entries(fields);
    return entries.length > 0 && entries.every(([name, value]) => isEqual(getObjectMember(body, name), value));
  });
  return alias?.type ?? type.type;
}

interface TextField {
  /** The field that contains it. */
  readonly name: string;
  readonly part: Extract<ExportPart, { readonly kind: 'text' }>;
}

function collectTexts(part: ExportPart, name = ''): readonly TextField[] {
  switch (part.kind) {
    case 'text':
      return [{ name, part }];
    case 'list':
      return part.items.flatMap((item) => collectTexts(item, name));
    case 'map':
      return part.members.flatMap(([field, member]) => collectTexts(member, field));
    default:
      return [];
  }
}
