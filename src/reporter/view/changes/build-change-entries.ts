import { groupBy } from '../../../model/group-by.ts';
import { isArray, isObject, type JsonValue } from '../../../model/json/json-value.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import type { Change } from '../../../model/plan/change.ts';

import { formatFieldPath } from '../format-field-path.ts';
import { formatInlineText, formatInlineValue, formatYamlLines } from '../format-yaml.ts';
import { type ChangeEntry, type ListItem, toSign } from './change-entry.ts';
import { type LocatedChange, rebaseIntoItem } from './locate-changes.ts';

/** Objects and lists that are longer than this on one line are shown as a line diff. */
const MAX_INLINE_LENGTH = 72;

/** Converts changes into displayable entries: single values, text diffs, and lists with all their items, in order of first appearance. */
export function buildChangeEntries(located: readonly LocatedChange[]): readonly ChangeEntry[] {
  const groups = groupBy(located, ({ list, steps }) =>
    JSON.stringify(list === undefined ? steps : [...steps.slice(0, list), null]),
  );
  return [...groups.values()].flatMap(buildGroupEntries);
}

function buildGroupEntries(group: readonly LocatedChange[]): readonly ChangeEntry[] {
  const first = group[0];
  if (first?.list === undefined) return group.map(({ change, steps }) => buildFieldEntry(formatFieldPath(steps), change));
  return [{ kind: 'list', name: formatFieldPath(first.steps.slice(0, first.list)), items: buildListItems(group) }];
}

function buildFieldEntry(name: string, change: Change): ChangeEntry {
  const sign = toSign(change.op);
  const { before, after } = change;
  const shown = omitUndefined({ presentation: change.presentation });
  if (change.kind === 'secret') return { kind: 'secret', name, sign };
  if (isTextChange(change)) return { kind: 'text', name, sign, before: toDiffText(before), after: toDiffText(after), ...shown };
  return { kind: 'value', name, sign, ...omitUndefined({ before, after }), ...shown };
}

const isTextChange = ({ kind, before, after }: Change): boolean =>
  kind === 'text' ||
  [before, after].some((value) => isLongComposed(value) || (typeof value === 'string' && value.includes('\n')));

const isLongComposed = (value: JsonValue | undefined): boolean =>
  (isArray(value) || isObject(value)) && formatInlineValue(value).length > MAX_INLINE_LENGTH;

const toDiffText = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : `${formatYamlLines(value).join('\n')}\n`;
};

function buildListItems(group: readonly LocatedChange[]): readonly ListItem[] {
  const items = groupBy(group, ({ list = 0, steps }) => steps[list] ?? '');
  return [...items].flatMap(([name, own]) => buildNamedItems(name, own));
}

/** An item is added or removed as a whole, or it stays and has entries for the changes inside it. */
function buildNamedItems(name: string, itemChanges: readonly LocatedChange[]): readonly ListItem[] {
  const wholeChanges = itemChanges.filter(({ steps, list }) => steps.length === (list ?? 0) + 1);
  const innerChanges = itemChanges.filter((locatedChange) => !wholeChanges.includes(locatedChange)).map(rebaseIntoItem);
  const innerItems =
    innerChanges.length === 0
      ? []
      : [{ sign: '~' as const, name: formatInlineText(name), entries: buildChangeEntries(innerChanges) }];
  return [...wholeChanges.map(({ change }) => buildWholeItem(name, change)), ...innerItems];
}

function buildWholeItem(name: string, change: Change): ListItem {
  const value = change.after ?? change.before;
  const sign = toSign(change.op);
  if (change.kind === 'secret') return { sign, name: formatInlineText(name), entries: [] };
  if (change.op === 'replace') return { sign, name: formatInlineText(name), entries: [buildFieldEntry('value', change)] };
  return { sign, name: formatInlineText(name), entries: [], ...(isObject(value) ? { value } : {}) };
}
