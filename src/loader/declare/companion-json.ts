import type { ResourceType } from '../../resources/resource-type.ts';
import { createError } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import { describeKind, isEmptyTree, type MapTree, type ScalarTree, type Tree } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import { readDocumentTree } from '../text/read-document.ts';
import { findSideFilePath } from '../text/side-file.ts';

/** Adds the fields of the JSON file that a resource names in its `x-rest` field. Fields in the definition override those of the file. */
export function mergeCompanionJson(context: LoadContext, type: ResourceType, tree: MapTree): MapTree {
  const field = findCompanionField(type);
  const named = field === undefined ? undefined : tree.members.get(field)?.value;
  if (field === undefined || named === undefined) return tree;
  const ownFields: MapTree = { ...tree, members: new Map([...tree.members].filter(([name]) => name !== field)) };
  const companion =
    named.kind === 'scalar' && typeof named.value === 'string' ? readCompanionJson(context, named, type.type) : named;
  if (companion?.kind === 'map') return { ...applyOverlay(companion, ownFields), span: tree.span };
  if (companion && !isEmptyTree(companion)) {
    const advice = { expected: 'a map of fields, or the path to a JSON file that contains one' };
    context.findings.push(createError('wrong-type', companion.span, `"${field}" is ${describeKind(companion)}`, advice));
  }
  return ownFields;
}

const findCompanionField = ({ schema }: ResourceType): string | undefined =>
  Object.entries(schema.properties ?? {}).find(([, member]) => member['x-rest'])?.[0];

function readCompanionJson(context: LoadContext, scalar: ScalarTree, folder: string): Tree | undefined {
  const path = findSideFilePath(context, scalar, folder);
  const source = path === undefined ? undefined : readSideFile(context, path, scalar.span, 'json');
  return source && readDocumentTree(context, source)?.tree;
}
