import type { JsonObject } from '../../model/json/json.ts';
import { nearest } from '../../model/problem/nearest.ts';
import { layoutOf, type ResourceType } from '../../resources/define.ts';
import { RETIRED_TYPES } from '../deploy-cli/retired-types.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import { type Reading, reportMissing } from '../load-context.ts';
import { leftOutBy } from '../policy/exclusions.ts';
import type { DefinitionFile } from '../text/definition-file.ts';
import type { Span } from '../text/source.ts';
import { isEmptyTree, type Member, memberOf, type Tree, textOf } from '../text/tree.ts';
import { itemsAt, placedUnder } from './placing.ts';
import { isRead, isSpare, KEYS, OWN_KEYS, TYPES } from './type-names.ts';

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
  /** Keys that auth0-deploy-cli's settings leave out. */
  readonly leftOut: readonly string[];
}

export function readTopLevel(reading: Reading, { source, root }: DefinitionFile): TopLevel {
  const sections: Section[] = [];
  const leftOut: string[] = [];
  const unread: Span[] = [];
  for (const [name, member] of root.members) {
    if (isRead(reading, name)) sections.push(...sectionsAt(reading, name, member));
    else if (!OWN_KEYS.includes(name) && !isSpare(name)) {
      unread.push({ ...member.key, end: member.value.span.end });
      if (leftOutBy(reading.settings, name) !== undefined) leftOut.push(name);
      else reading.findings.push(...strangerOf(name, member));
    }
  }
  if (source) reportMissing(reading, source, unread);
  const policy = root.members.get('reconcile');
  return { sections, leftOut, ...(policy && { policy }) };
}

/** A part of a type stands under a name of its own; several types may stand below one name, inside of the type that it is the name of. */
function sectionsAt(reading: Reading, name: string, member: Member): readonly Section[] {
  const alias = TYPES.get(name);
  if (alias && Object.keys(alias.implied).length > 0) return sectionOf(reading, alias.type, alias.implied, member, name);
  const types = placedUnder(name);
  if (types.length === 0) return alias ? sectionOf(reading, alias.type, {}, member, name) : [];
  return types.flatMap((type) => sectionOf(reading, type, {}, ownPart(type, types, member), name));
}

function sectionOf(reading: Reading, type: ResourceType, implied: JsonObject, member: Member, name: string): readonly Section[] {
  const items = itemsAt(reading, type, name, member)?.filter((item) => isOf(type, name, item));
  return items ? [{ type, implied, key: member.key, items }] : [];
}

/** Whether an item of a list that holds several types is of this one. */
function isOf(type: ResourceType, name: string, item: Tree): boolean {
  const key = textOf(memberOf(item, type.key[0] ?? '')) ?? '';
  const own = layoutOf(type).keys;
  if (own) return own.includes(key);
  const sharing = placedUnder(name).filter((other) => layoutOf(other).at.join() === layoutOf(type).at.join());
  return !sharing.some((other) => layoutOf(other).keys?.includes(key));
}

/** What belongs to the type itself, without what others have inside of it. */
function ownPart(type: ResourceType, types: readonly ResourceType[], member: Member): Member {
  const { key, value } = member;
  const others = new Set(types.flatMap((other) => layoutOf(other).at.slice(1, 2)));
  if (layoutOf(type).at.length > 1 || value.kind !== 'map' || others.size === 0) return member;
  const members = new Map([...value.members].filter(([name]) => !others.has(name)));
  return { key, value: { ...value, members } };
}

/** Exports of auth0-deploy-cli name all types there are: an empty one is not worth a word. */
function strangerOf(name: string, { key, value }: Member): readonly Finding[] {
  const retired = Object.hasOwn(RETIRED_TYPES, name) ? RETIRED_TYPES[name] : undefined;
  if (retired && isEmptyTree(value)) return [];
  if (retired) return [caution('retired-type', key, `"${name}" is left alone: Auth0 has retired it`, { hint: retired })];
  const near = nearest(name, [...KEYS, ...OWN_KEYS]);
  const hint = near ? `Did you mean "${near}"?` : 'Names of your own begin with "x-".';
  return [mistake('unknown-type', key, `There is no resource type "${name}"`, { hint })];
}

/** A type of which nothing is declared and everything deleted. Exporters write an empty list for whatever they did not find. */
export function prunesAll(sections: readonly Section[], prune: readonly string[]): readonly Finding[] {
  const filled = new Set(sections.flatMap(({ type, items }) => (items.length > 0 ? [type.type] : [])));
  const empty = sections.filter(({ type }) => type.loses !== undefined && prune.includes(type.type) && !filled.has(type.type));
  return empty.map(({ type, key }) =>
    caution('prunes-all', key, `No ${type.noun} is declared, and reconcile.prune deletes each one that the tenant has`, {
      hint: `If that is not meant, remove this line, or take ${type.type} out of reconcile.prune.`,
    }),
  );
}
