import type { Written, WrittenMap, WrittenMember } from '../../model/definition/written.ts';
import { equal, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { fits } from '../../schema/fits.ts';
import { keepsNoEmpty, memberShape, type Shape } from '../../schema/walk.ts';
import { clearOf, type MapPart, type Part, plain } from '../encode/part.ts';
import { lineStart } from './edit.ts';
import { type KeyOf, mergeList } from './list.ts';
import { contentEnd, isFlow, memberLines } from './place.ts';
import { afterName, inFlow, isWritable } from './render.ts';
import type { Taking } from './taking.ts';

/** Takes over members that are declared, and of those only what a plan would change. False where none of them would be left. */
export function mergeMap(
  taking: Taking,
  written: WrittenMap,
  shape: Shape | undefined,
  part: MapPart,
  [only, ...within]: readonly string[] = [],
): boolean {
  const live = clearOf(part);
  if (!isObject(live) || !isObject(written.value)) return false;
  const holder: JsonObject = { ...live, ...written.value };
  const targets = new Map(part.members);
  const changed = [...written.members].filter(
    ([name, { value }]) => (only === undefined || only === name) && isChanged(taking, shape, live, name, value.value),
  );
  if (changed.length === written.members.size && changed.every(([name]) => !targets.has(name))) return false;
  for (const [name] of changed)
    mergeMember(taking, written, name, shape && memberShape(shape, holder, name), targets.get(name), { within });
  return true;
}

/** Asked of the very comparison that a plan makes. */
const isChanged = (
  { reading }: Taking,
  shape: Shape | undefined,
  live: JsonObject,
  name: string,
  declared: JsonValue,
): boolean =>
  shape ? fieldChanges(shape, live, { [name]: declared }, reading).length > 0 : !equal(member(live, name) ?? null, declared);

export interface MergeOptions {
  /** What tells items of the member apart, where its schema does not say. */
  readonly keyOf?: KeyOf;
  /** The way on to the one value that is meant; empty: all of the member. */
  readonly within?: readonly string[];
}

export function mergeMember(
  taking: Taking,
  holder: WrittenMap,
  name: string,
  shape: Shape | undefined,
  part: Part | undefined,
  { keyOf, within = [] }: MergeOptions = {},
): void {
  const found = holder.members.get(name);
  if (!found) return;
  const { value } = found;
  if (!taking.mayChange(value, part)) return;
  const empty = part === undefined ? emptied(value, shape) : undefined;
  if (within.length > 0 && value.kind === 'map' && part?.kind !== 'map') taking.leave(value, 'layout');
  else if (empty) replaceMember(taking, holder, found, empty);
  else if (part === undefined) {
    const edit = memberLines(holder, name);
    if (edit) taking.edit(value, edit);
    else taking.leave(value, 'layout');
  } else if (value.kind === 'map' && part.kind === 'map') {
    if (!mergeMap(taking, value, shape, part, within)) replaceMember(taking, holder, found, NOTHING);
  } else if (
    value.kind === 'list' &&
    part.kind === 'list' &&
    mergeList(taking, value, shape, part, (...inner) => mergeMap(taking, ...inner), keyOf)
  )
    return;
  else if (value.kind === 'scalar' && value.side && part.kind === 'text') taking.replaceSide(value.side.path, part.value);
  else if (!isWritable(part)) taking.leave(value, 'secret');
  else replaceMember(taking, holder, found, part);
}

/** What says of a field that it is empty, where that is what the API makes of an empty one: the file goes on to manage it. */
function emptied({ kind }: Written, shape: Shape | undefined): Part | undefined {
  if (!shape || !keepsNoEmpty(shape.schema)) return undefined;
  const empty: Part = kind === 'list' ? { kind, items: [] } : kind === 'map' ? NOTHING : plain('');
  return fits(shape, clearOf(empty)) ? empty : undefined;
}

const NOTHING: MapPart = { kind: 'map', members: [] };

function replaceMember(taking: Taking, holder: WrittenMap, { key, value }: WrittenMember, part: Part): void {
  const { text, start } = value.at;
  const like = text.slice(start, start + 1);
  if (isFlow(holder)) taking.replace(value, start, contentEnd(value), spaced(value, inFlow(part, value.at, like)));
  else replaceWhole(taking, value, key.end, key.start - lineStart(key.text, key.start), part);
}

/** A text between brackets may follow its colon only after a blank. */
const spaced = ({ at }: Written, text: string): string => (at.text[at.start - 1] === ':' ? ` ${text}` : text);

/** A plain value is put in the place of a plain value, so that comments after it stay; anything else begins anew after the colon. */
function replaceWhole(taking: Taking, value: Written, keyEnd: number, column: number, part: Part): void {
  const { text, start, end } = value.at;
  const isPlain = value.kind === 'scalar' && end > start;
  const by = afterName(part, column, isPlain ? text.slice(start, end) : '');
  if (isPlain && part.kind !== 'list' && part.kind !== 'map') taking.replace(value, start, contentEnd(value), by.trimStart());
  else taking.replace(value, text.indexOf(':', keyEnd) + 1, Math.max(text.indexOf(':', keyEnd) + 1, contentEnd(value)), by);
}
