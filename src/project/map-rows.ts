import { createError } from '../loader/findings.ts';
import { describeKind, hideFromExcerpts, type MapTree, type Tree } from '../loader/text/definition-tree.ts';
import type { SourceSpan } from '../loader/text/source-file.ts';
import { createTooManyRowsError, type FleetRow, findSecretColumns, MAX_ROWS } from './fleet-row.ts';
import { type ProjectFolder, readTree } from './project-folder.ts';

/** Reads a YAML or JSON file with a list of maps. */
export function readMapRows(folder: ProjectFolder, name: string, cause: SourceSpan): readonly FleetRow[] {
  const read = readTree(folder, name, cause);
  if (!read) return [];
  const { tree, source } = read;
  if (tree?.kind === 'list') return readItems(folder, tree.items, tree.span);
  const span = tree?.span ?? { source, start: 0, end: 1 };
  const message = tree ? `The file contains ${describeKind(tree)}` : 'The file is empty';
  folder.findings.push(createError('wrong-type', span, message, { expected: 'a list with a map for each tenant' }));
  return [];
}

function readItems({ findings }: ProjectFolder, items: readonly Tree[], span: SourceSpan): readonly FleetRow[] {
  if (items.length > MAX_ROWS) findings.push(createTooManyRowsError(span));
  return items.slice(0, MAX_ROWS).flatMap((item) => {
    if (item.kind === 'map' && item.members.size > 0) return [readItem(findings, item)];
    findings.push(createError('wrong-type', item.span, `The item is ${describeKind(item)}`, { expected: 'a map of values' }));
    return [];
  });
}

function readItem(findings: ProjectFolder['findings'], item: MapTree): FleetRow {
  const secrets = findSecretColumns([...item.members].map(([name, { key }]) => [name, key]));
  if (secrets.length > 0) hideFromExcerpts(item);
  findings.push(...secrets);
  const entries = [...item.members].map(([name, { value }]): readonly [string, string] => {
    if (value.kind === 'scalar') return [name, value.value === null ? '' : String(value.value)];
    findings.push(createError('wrong-type', value.span, `"${name}" is ${describeKind(value)}`, { expected: 'a single value' }));
    return [name, ''];
  });
  return { values: Object.fromEntries(entries), first: entries[0]?.[1] ?? '', span: item.span };
}
