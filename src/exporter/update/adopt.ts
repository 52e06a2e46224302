import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { type Address, addressOf, splitAddress } from '../../model/address.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { layoutOf, type ResourceType } from '../../resources/define.ts';
import { type ExportedResource, resourceOf } from '../encode/resource.ts';
import { tenantOf } from '../encode/tenant.ts';
import { secretNames } from '../layout/secret-names.ts';
import { sideFiles } from '../layout/side-files.ts';
import { Notes } from '../notes.ts';
import type { ExportedSecret } from '../options.ts';
import { type Elsewhere, yamlOf } from '../yaml/yaml.ts';
import { lineStart, nextLine } from './edit.ts';

export interface AdoptInput {
  /** The file that the resources go into. */
  readonly text: string;
  readonly addresses: readonly Address[];
  /** With all of these types, their relations, and what they refer to. */
  readonly snapshot: Snapshot;
  readonly catalogue: readonly ResourceType[];
}

export interface Adopted {
  readonly text: string;
  readonly taken: readonly Address[];
  readonly secrets: readonly ExportedSecret[];
  /** What of them is not in the text, and why. */
  readonly notes: readonly Problem[];
  /** Those for which there is no place. */
  readonly left: readonly Problem[];
}

/** The text with resources of the tenant in it that no file declares yet, each as an export has it, at the end of its type's list. */
export function adoptResources({ text, addresses, snapshot, catalogue }: AdoptInput): Adopted {
  const tenant = tenantOf(snapshot, catalogue, () => true);
  const notes = new Notes();
  const resources = addresses.flatMap((address): ExportedResource[] => {
    const view = tenant.types.get(splitAddress(address).type);
    const named = view?.exported.filter(({ key }) => addressOf(view.type.type, key) === address) ?? [];
    return view ? named.flatMap((one) => resourceOf(tenant, view, one, false, notes) ?? []) : [];
  });
  const secrets = secretNames(resources);
  const elsewhere: Elsewhere = { secrets: secrets.nameOf, files: new Map() };
  let done = text;
  const taken = new Set<Address>();
  for (const resource of resources) {
    const next = withResource(done, resource, elsewhere);
    if (next !== undefined) taken.add(resource.address);
    done = next ?? done;
  }
  const left = addresses.filter((address) => !taken.has(address)).map(noPlace);
  return {
    text: done,
    taken: [...taken],
    secrets: secrets.list.filter(({ address }) => taken.has(address)),
    notes: notes.problems(),
    left,
  };
}

/** Undefined where the file is written in a way that leaves no place for one more. */
function withResource(text: string, { type, part, ...resource }: ExportedResource, elsewhere: Elsewhere): string | undefined {
  const layout = layoutOf(type);
  const [name = ''] = layout.at;
  const document = parseDocument(text);
  const { contents } = document;
  const isFitting = layout.form === 'list' && layout.at.length === 1 && document.errors.length === 0;
  // A text that reads like the path of a file needs a file of its own.
  if (!isFitting || sideFiles([{ type, part, ...resource }], false).files.length > 0) return undefined;
  const section = yamlOf([{ name, part: { kind: 'list', items: [part] } }], elsewhere);
  if (contents === null) return `${ended(text)}${section}`;
  if (!isMap(contents)) return undefined;
  const [start, end] = contents.range ?? [];
  if (contents.items.length === 0 && start !== undefined && end !== undefined)
    return `${text.slice(0, start)}${section.trimEnd()}${text.slice(end)}`;
  if (contents.flow) return undefined;
  const pair = contents.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
  return pair ? withItem(text, pair, nextLineOf(section)) : `${ended(text)}\n${section}`;
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
const nextLineOf = (section: string): string => section.slice(nextLine(section, 0));

function withItem(text: string, { key, value }: Pair, item: string): string | undefined {
  if (!isScalar(key) || !key.range) return undefined;
  const colon = text.indexOf(':', key.range[1]) + 1;
  if (isSeq(value) && value.items.length > 0) return value.flow ? undefined : afterLast(text, value.items, item);
  const isNone = isSeq(value) || (isScalar(value) && value.value === null && value.source === '');
  const end = isSeq(value) ? value.range?.[1] : colon;
  return isNone && end !== undefined ? `${text.slice(0, colon)}\n${item.trimEnd()}${text.slice(end)}` : undefined;
}

function afterLast(text: string, items: readonly unknown[], item: string): string | undefined {
  const [first, last] = [items[0], items.at(-1)].map((one) => (isMap(one) || isScalar(one) ? one.range : undefined));
  if (!first || !last) return undefined;
  const dash = /^( *)-/.exec(text.slice(lineStart(text, first[0])));
  if (!dash) return undefined;
  const at = nextLine(text, text.slice(0, last[1]).trimEnd().length);
  const before = ended(text.slice(0, at));
  return `${before}${shifted(item, (dash[1] ?? '').length)}${text.slice(at)}`;
}

/** Items of a section stand two columns in. */
const shifted = (item: string, column: number): string => item.replace(/^ {2}(?=.)/gm, ' '.repeat(column));

const noPlace = (address: Address): Problem => ({
  code: 'left-as-written',
  severity: 'warning',
  message: `${address}: the file has no place to add it`,
  hint: `tenon export --type ${splitAddress(address).type} prints how to declare it.`,
});
