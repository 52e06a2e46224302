import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { type Address, splitAddress, toAddress } from '../../model/address.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getDefinitionLayout } from '../../resources/resource-type.ts';
import { type ExportedResource, exportResource } from '../encode/export-resource.ts';
import { buildKeyedTenant } from '../encode/keyed-tenant.ts';
import { ExportNotes } from '../export-notes.ts';
import type { ExportedSecret } from '../export-options.ts';
import { assignSecretNames } from '../layout/secret-names.ts';
import { buildSideFiles } from '../layout/side-files.ts';
import { type ExternalValues, renderYaml } from '../yaml/yaml-document.ts';
import { findLineStart, findNextLine } from './text-edit.ts';

export interface AdoptInput {
  /** Text of the file to add the resources to. */
  readonly text: string;
  readonly addresses: readonly Address[];
  /** Must contain all resources of these types, their relations, and what they refer to. */
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
}

export interface AdoptResult {
  readonly text: string;
  readonly taken: readonly Address[];
  readonly secrets: readonly ExportedSecret[];
  /** What the text lacks of the added resources, and why. */
  readonly notes: readonly Problem[];
  /** The resources that could not be added. */
  readonly left: readonly Problem[];
}

/** Adds undeclared resources of the tenant to a file, each in its exported form at the end of its type's list. */
export function adoptResources({ text, addresses, snapshot, catalogue }: AdoptInput): AdoptResult {
  const tenant = buildKeyedTenant(snapshot, catalogue, () => true);
  const notes = new ExportNotes();
  const resources = addresses.flatMap((address): ExportedResource[] => {
    const view = tenant.types.get(splitAddress(address).type);
    const named = view?.exported.filter(({ key }) => toAddress(view.type.type, key) === address) ?? [];
    return view ? named.flatMap((entry) => exportResource(tenant, view, entry, false, notes) ?? []) : [];
  });
  const secrets = assignSecretNames(resources);
  const externalValues: ExternalValues = { secrets: secrets.nameByPart, files: new Map() };
  let newText = text;
  const taken = new Set<Address>();
  for (const resource of resources) {
    const next = insertResource(newText, resource, externalValues);
    if (next !== undefined) taken.add(resource.address);
    newText = next ?? newText;
  }
  const left = addresses.filter((address) => !taken.has(address)).map(createNoPlaceProblem);
  return {
    text: newText,
    taken: [...taken],
    secrets: secrets.list.filter(({ address }) => taken.has(address)),
    notes: notes.listProblems(),
    left,
  };
}

/** Undefined: the layout of the file has no place for another resource. */
function insertResource(
  text: string,
  { type, part, ...resource }: ExportedResource,
  externalValues: ExternalValues,
): string | undefined {
  const layout = getDefinitionLayout(type);
  const [name = ''] = layout.yamlPath;
  const document = parseDocument(text);
  const { contents } = document;
  const isSupported = layout.form === 'list' && layout.yamlPath.length === 1 && document.errors.length === 0;
  // A text that the loader would mistake for a path needs a separate file, which adopting does not create.
  if (!isSupported || buildSideFiles([{ type, part, ...resource }], false).files.length > 0) return undefined;
  const section = renderYaml([{ name, part: { kind: 'list', items: [part] } }], externalValues);
  if (contents === null) return `${endWithNewline(text)}${section}`;
  if (!isMap(contents)) return undefined;
  const [start, end] = contents.range ?? [];
  if (contents.items.length === 0 && start !== undefined && end !== undefined)
    return `${text.slice(0, start)}${section.trimEnd()}${text.slice(end)}`;
  if (contents.flow) return undefined;
  const pair = contents.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
  return pair ? appendItem(text, pair, dropFirstLine(section)) : `${endWithNewline(text)}\n${section}`;
}

const endWithNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
const dropFirstLine = (section: string): string => section.slice(findNextLine(section, 0));

function appendItem(text: string, { key, value }: Pair, item: string): string | undefined {
  if (!isScalar(key) || !key.range) return undefined;
  const colon = text.indexOf(':', key.range[1]) + 1;
  if (isSeq(value) && value.items.length > 0) return value.flow ? undefined : insertAfterLast(text, value.items, item);
  const isEmptyList = isSeq(value) || (isScalar(value) && value.value === null && value.source === '');
  const end = isSeq(value) ? value.range?.[1] : colon;
  return isEmptyList && end !== undefined ? `${text.slice(0, colon)}\n${item.trimEnd()}${text.slice(end)}` : undefined;
}

function insertAfterLast(text: string, items: readonly unknown[], item: string): string | undefined {
  const [first, last] = [items[0], items.at(-1)].map((entry) => (isMap(entry) || isScalar(entry) ? entry.range : undefined));
  if (!first || !last) return undefined;
  const dash = /^( *)-/.exec(text.slice(findLineStart(text, first[0])));
  if (!dash) return undefined;
  const at = findNextLine(text, text.slice(0, last[1]).trimEnd().length);
  const before = endWithNewline(text.slice(0, at));
  return `${before}${indentItem(item, (dash[1] ?? '').length)}${text.slice(at)}`;
}

/** Changes the indentation of a rendered item, which is two columns, to `column`. */
const indentItem = (item: string, column: number): string => item.replace(/^ {2}(?=.)/gm, ' '.repeat(column));

const createNoPlaceProblem = (address: Address): Problem => ({
  code: 'left-as-written',
  severity: 'warning',
  message: `${address}: cannot be added to this file`,
  hint: `Run tenon export --type ${splitAddress(address).type} and copy the declaration.`,
});
