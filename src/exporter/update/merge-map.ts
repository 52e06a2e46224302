import type { SourceMap, SourceMember, SourceValue } from '../../model/definition/source-value.ts';
import { getObjectMember, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { matchesSchema } from '../../schema/matches-schema.ts';
import { getMemberShape, isEmptyUnset, type Shape } from '../../schema/schema-shape.ts';
import { type ExportPart, type MapPart, toClearValue, toPlainPart } from '../encode/export-part.ts';
import type { EditCollector } from './edit-collector.ts';
import { type ItemKeyReader, mergeList } from './merge-list.ts';
import { isWritable, renderAfterName, renderInline } from './render-part.ts';
import { findLineStart } from './text-edit.ts';
import { createMemberRemoval, findContentEnd, isFlow } from './written-lines.ts';

/** Updates the declared members that a plan would change. False: no member would be left, so the caller should replace the map. */
export function mergeMap(
  collector: EditCollector,
  written: SourceMap,
  shape: Shape | undefined,
  part: MapPart,
  [onlyField, ...innerPath]: readonly string[] = [],
): boolean {
  const live = toClearValue(part);
  if (!isObject(live) || !isObject(written.value)) return false;
  const holder: JsonObject = { ...live, ...written.value };
  const targets = new Map(part.members);
  const changed = [...written.members].filter(
    ([name, { value }]) =>
      (onlyField === undefined || onlyField === name) && isChanged(collector, shape, live, name, value.value),
  );
  if (changed.length === written.members.size && changed.every(([name]) => !targets.has(name))) return false;
  for (const [name] of changed)
    mergeMember(collector, written, name, shape && getMemberShape(shape, holder, name), targets.get(name), { innerPath });
  return true;
}

/** Whether a member differs, by the comparison that a plan uses. */
const isChanged = (
  { compareOptions }: EditCollector,
  shape: Shape | undefined,
  live: JsonObject,
  name: string,
  declared: JsonValue,
): boolean =>
  shape
    ? computeFieldChanges(shape, live, { [name]: declared }, compareOptions).length > 0
    : !isEqual(getObjectMember(live, name) ?? null, declared);

export interface MergeOptions {
  /** The key of the member's items, where the schema doesn't define it. */
  readonly getKey?: ItemKeyReader;
  /** Path from the member to the one value to update. Empty: the whole member. */
  readonly innerPath?: readonly string[];
}

export function mergeMember(
  collector: EditCollector,
  holder: SourceMap,
  name: string,
  shape: Shape | undefined,
  part: ExportPart | undefined,
  { getKey, innerPath = [] }: MergeOptions = {},
): void {
  const found = holder.members.get(name);
  if (!found) return;
  const { value } = found;
  if (!collector.canChange(value, part)) return;
  const empty = part === undefined ? createEmptyPart(value, shape) : undefined;
  if (innerPath.length > 0 && value.kind === 'map' && part?.kind !== 'map') collector.skipValue(value, 'layout');
  else if (empty) replaceMember(collector, holder, found, empty);
  else if (part === undefined) {
    const edit = createMemberRemoval(holder, name);
    if (edit) collector.addEdit(value, edit);
    else collector.skipValue(value, 'layout');
  } else if (value.kind === 'map' && part.kind === 'map') {
    if (!mergeMap(collector, value, shape, part, innerPath)) replaceMember(collector, holder, found, EMPTY_MAP);
  } else if (
    value.kind === 'list' &&
    part.kind === 'list' &&
    mergeList(collector, value, shape, part, (...inner) => mergeMap(collector, ...inner), getKey)
  )
    return;
  else if (value.kind === 'scalar' && value.companionFile && part.kind === 'text')
    collector.replaceSideFile(value.companionFile.path, part.value);
  else if (!isWritable(part)) collector.skipValue(value, 'secret');
  else replaceMember(collector, holder, found, part);
}

/** An empty value for a field that the tenant lacks, where the API treats empty and unset alike. The field stays declared that way. */
function createEmptyPart({ kind }: SourceValue, shape: Shape | undefined): ExportPart | undefined {
  if (!shape || !isEmptyUnset(shape.schema)) return undefined;
  const empty: ExportPart = kind === 'list' ? { kind, items: [] } : kind === 'map' ? EMPTY_MAP : toPlainPart('');
  return matchesSchema(shape, toClearValue(empty)) ? empty : undefined;
}

const EMPTY_MAP: MapPart = { kind: 'map', members: [] };

function replaceMember(collector: EditCollector, holder: SourceMap, { key, value }: SourceMember, part: ExportPart): void {
  const { text, start } = value.at;
  const oldText = text.slice(start, start + 1);
  if (isFlow(holder))
    collector.replace(value, start, findContentEnd(value), addSpaceAfterColon(value, renderInline(part, value.at, oldText)));
  else replaceBlockValue(collector, value, key.end, key.start - findLineStart(key.text, key.start), part);
}

/** Inside of `{…}`, a value needs a space after the colon. */
const addSpaceAfterColon = ({ at }: SourceValue, text: string): string => (at.text[at.start - 1] === ':' ? ` ${text}` : text);

/** Replaces a scalar by a scalar in place, which keeps a comment after it. Anything else replaces all text after the colon. */
function replaceBlockValue(collector: EditCollector, value: SourceValue, keyEnd: number, column: number, part: ExportPart): void {
  const { text, start, end } = value.at;
  const isPlain = value.kind === 'scalar' && end > start;
  const replacement = renderAfterName(part, column, isPlain ? text.slice(start, end) : '');
  if (isPlain && part.kind !== 'list' && part.kind !== 'map')
    collector.replace(value, start, findContentEnd(value), replacement.trimStart());
  else
    collector.replace(
      value,
      text.indexOf(':', keyEnd) + 1,
      Math.max(text.indexOf(':', keyEnd) + 1, findContentEnd(value)),
      replacement,
    );
}
