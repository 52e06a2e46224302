import { equal, type JsonObject, member } from '../../model/json/json.ts';
import type { ResourceType } from '../../resources/define.ts';
import type { Part } from '../encode/part.ts';
import type { ExportedResource } from '../encode/resource.ts';
import type { ExportedFile } from '../options.ts';
import { fitsInFile, readsAsPath } from '../yaml/text-file.ts';
import { fileName } from './file-name.ts';
import { uniqueNames } from './unique.ts';

/** Long texts in files of their own: `databases/users/login.js`. */
export interface SideFiles {
  /** Where each text went; those that are not here stand in the YAML. */
  readonly pathOf: ReadonlyMap<Part, string>;
  readonly files: readonly ExportedFile[];
}

/** `besides`: whether all texts go into files, or only those that could not stand in the YAML. */
export function sideFiles(resources: readonly ExportedResource[], besides: boolean): SideFiles {
  const folders = new Map<string, ReturnType<typeof uniqueNames>>();
  const pathOf = new Map<Part, string>();
  const files: ExportedFile[] = [];
  for (const { type, key, body, part: whole } of resources) {
    const texts = textsIn(whole).filter(
      ({ part }) => fitsInFile(part.value) && (besides || readsAsPath(part.value, part.extension)),
    );
    if (texts.length === 0) continue;
    const top = folderOf(type, body);
    const unique = folders.get(top) ?? uniqueNames('-');
    folders.set(top, unique);
    const folder = `${top}/${unique(fileName(key, 'unnamed'))}`;
    const uniqueInside = uniqueNames('-');
    for (const { name, part } of texts) {
      const path = `${folder}/${uniqueInside(fileName(name, 'text'), `.${part.extension}`)}`;
      pathOf.set(part, path);
      files.push({ path, content: part.value });
    }
  }
  return { pathOf, files };
}

/** A type's folder, or that of its other name where that says more: `databases` of connections. */
function folderOf(type: ResourceType, body: JsonObject): string {
  const alias = (type.aliases ?? []).find(({ fields }) => {
    const entries = Object.entries(fields);
    return entries.length > 0 && entries.every(([name, value]) => equal(member(body, name), value));
  });
  return alias?.type ?? type.type;
}

interface Text {
  /** The field that holds it. */
  readonly name: string;
  readonly part: Extract<Part, { readonly kind: 'text' }>;
}

function textsIn(part: Part, name = ''): readonly Text[] {
  switch (part.kind) {
    case 'text':
      return [{ name, part }];
    case 'list':
      return part.items.flatMap((item) => textsIn(item, name));
    case 'map':
      return part.members.flatMap(([field, member]) => textsIn(member, field));
    default:
      return [];
  }
}
