import type { JsonObject } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import type { ResourceType } from '../resources/define.ts';
import { RESOURCE_TYPES } from '../resources/index.ts';
import { leftOutBy } from './choice.ts';
import { caution, type Finding, mistake } from './findings.ts';
import { FOREIGN_TYPES, RETIRED_TYPES } from './foreign.ts';
import type { DefinitionFile } from './include.ts';
import { type Reading, reportMissing } from './reading.ts';
import type { Span } from './source.ts';
import { kindOf, type Member, type Tree } from './tree.ts';

/** Resources of one type as one file lists them. `implied` are the fields that the key stands for: `databases` are of strategy `auth0`. */
export interface Section {
  readonly type: ResourceType;
  readonly implied: JsonObject;
  readonly items: readonly Tree[];
  readonly key: Span;
}

export interface TopLevel {
  readonly sections: readonly Section[];
  readonly policy?: Member;
  readonly unmanaged: readonly { readonly name: string; readonly key: Span }[];
  /** Keys that auth0-deploy-cli's settings leave out. */
  readonly leftOut: readonly string[];
}

const KEYS: ReadonlyMap<string, { readonly type: ResourceType; readonly implied: JsonObject }> = new Map(
  RESOURCE_TYPES.flatMap((type) => [
    [type.type, { type, implied: {} }] as const,
    ...(type.aliases ?? []).map((alias) => [alias.type, { type, implied: alias.fields }] as const),
  ]),
);
const OWN_KEYS = ['include', 'reconcile'];
/** `x-…` holds anchors for use elsewhere in the file; `$schema` is for editors. */
const isSpare = (name: string): boolean => name.startsWith('x-') || name === '$schema';

/** The type that a top-level key stands for, and the fields it implies. */
export const typeOfKey = (name: string): { readonly type: ResourceType; readonly implied: JsonObject } | undefined =>
  KEYS.get(name);
/** Whether a name has a meaning at the top of a file. */
export const isTopLevel = (name: string): boolean =>
  KEYS.has(name) || OWN_KEYS.includes(name) || isSpare(name) || FOREIGN_TYPES.has(name) || Object.hasOwn(RETIRED_TYPES, name);
/** Whether what a file says under this key is read. */
export const isRead = ({ settings }: Reading, name: string): boolean => KEYS.has(name) && leftOutBy(settings, name) === undefined;
export const typeNames = (): readonly string[] => [...KEYS.keys()];

export function readTopLevel(reading: Reading, { source, root }: DefinitionFile): TopLevel {
  const sections: Section[] = [];
  const unmanaged: { name: string; key: Span }[] = [];
  const leftOut: string[] = [];
  const unread: Span[] = [];
  for (const [name, member] of root.members) {
    const known = KEYS.get(name);
    if (known && isRead(reading, name)) sections.push({ ...known, key: member.key, items: itemsOf(reading, name, member) });
    else if (!OWN_KEYS.includes(name) && !isSpare(name)) {
      unread.push({ ...member.key, end: member.value.span.end });
      if (leftOutBy(reading.settings, name) !== undefined) leftOut.push(name);
      else if (FOREIGN_TYPES.has(name)) unmanaged.push({ name, key: member.key });
      else reading.findings.push(...strangerOf(name, member));
    }
  }
  if (source) reportMissing(reading, source, unread);
  const policy = root.members.get('reconcile');
  return { sections, unmanaged, leftOut, ...(policy && { policy }) };
}

function itemsOf(reading: Reading, name: string, { key, value }: Member): readonly Tree[] {
  if (value.kind === 'list') return value.items;
  const empty = value.kind === 'scalar' && value.value === null;
  const hint = empty ? `Write "${name}: []" if the tenant shall have none, or remove the line to leave them alone.` : undefined;
  const span = empty ? key : value.span;
  reading.findings.push(mistake('wrong-type', span, `"${name}" holds ${kindOf(value)}`, { expected: 'a list', hint }));
  return [];
}

/** Exports of auth0-deploy-cli name all types there are: an empty one is not worth a word. */
function strangerOf(name: string, { key, value }: Member): readonly Finding[] {
  const retired = Object.hasOwn(RETIRED_TYPES, name) ? RETIRED_TYPES[name] : undefined;
  if (retired && isEmpty(value)) return [];
  if (retired) return [caution('retired-type', key, `"${name}" is left alone: Auth0 has retired it`, { hint: retired })];
  const near = nearest(name, [...KEYS.keys(), ...OWN_KEYS, ...FOREIGN_TYPES]);
  const hint = near ? `Did you mean "${near}"?` : 'Names of your own begin with "x-".';
  return [mistake('unknown-type', key, `There is no resource type "${name}"`, { hint })];
}

function isEmpty(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.value === null;
  return (tree.kind === 'list' ? tree.items.length : tree.members.size) === 0;
}

/** One line for all that tenon does not manage. */
export function reportUnmanaged(reading: Reading, unmanaged: TopLevel['unmanaged']): void {
  const [first] = unmanaged;
  if (!first) return;
  const names = [...new Set(unmanaged.map(({ name }) => name))].join(', ');
  reading.findings.push(
    caution('unsupported-type', first.key, `tenon does not manage these yet and leaves them alone: ${names}`),
  );
}

/** A type of which nothing is declared and everything deleted. Exporters write an empty list for whatever they did not find. */
export function prunesAll(sections: readonly Section[], prune: readonly string[]): readonly Finding[] {
  const filled = new Set(sections.flatMap(({ type, items }) => (items.length > 0 ? [type.type] : [])));
  const empty = sections.filter(({ type }) => prune.includes(type.type) && !filled.has(type.type));
  return empty.map(({ type, key }) =>
    caution('prunes-all', key, `No ${type.noun} is declared, and reconcile.prune deletes each one that the tenant has`, {
      hint: `If that is not meant, remove this line, or take ${type.type} out of reconcile.prune.`,
    }),
  );
}
