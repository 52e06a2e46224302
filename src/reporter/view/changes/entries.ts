import { isArray, isObject, type JsonValue } from '../../../model/json/json.ts';
import type { Change } from '../../../model/plan/plan.ts';
import { readablePath } from '../path.ts';
import { flow, inlineText, yamlLines } from '../yaml.ts';
import { type Entry, type ListItem, signOf } from './entry.ts';
import { insideItem, type Located } from './located.ts';

/** Longer than this on one line, a composed value is compared line by line. */
const LONG = 72;

/** Changes as a person reads them: single values, diffs of texts, and lists with their items together. In order of first appearance. */
export function entriesOf(located: readonly Located[]): readonly Entry[] {
  const groups = new Map<string, Located[]>();
  for (const one of located) {
    const place = JSON.stringify(one.list === undefined ? one.steps : [...one.steps.slice(0, one.list), null]);
    const group = groups.get(place);
    if (group) group.push(one);
    else groups.set(place, [one]);
  }
  return [...groups.values()].flatMap(entriesOfGroup);
}

function entriesOfGroup(group: readonly Located[]): readonly Entry[] {
  const first = group[0];
  if (first?.list === undefined) return group.map(({ change, steps }) => fieldEntry(readablePath(steps), change));
  return [{ kind: 'list', name: readablePath(first.steps.slice(0, first.list)), items: itemsOf(group) }];
}

function fieldEntry(name: string, change: Change): Entry {
  const sign = signOf(change.op);
  const { before, after } = change;
  if (change.kind === 'secret') return { kind: 'secret', name, sign };
  if (isText(change)) return { kind: 'text', name, sign, before: textOf(before), after: textOf(after) };
  return { kind: 'value', name, sign, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

const isText = ({ kind, before, after }: Change): boolean =>
  kind === 'text' ||
  [before, after].some((value) => isLongComposed(value) || (typeof value === 'string' && value.includes('\n')));

const isLongComposed = (value: JsonValue | undefined): boolean =>
  (isArray(value) || isObject(value)) && flow(value).length > LONG;

const textOf = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : `${yamlLines(value).join('\n')}\n`;
};

function itemsOf(group: readonly Located[]): readonly ListItem[] {
  const items = new Map<string, Located[]>();
  for (const one of group) {
    const name = one.steps[one.list ?? 0] ?? '';
    const own = items.get(name);
    if (own) own.push(one);
    else items.set(name, [one]);
  }
  return [...items].flatMap(([name, own]) => itemsOfName(name, own));
}

/** An item comes or goes as a whole; what changes inside one that stays is told below it. */
function itemsOfName(name: string, own: readonly Located[]): readonly ListItem[] {
  const whole = own.filter(({ steps, list }) => steps.length === (list ?? 0) + 1);
  const inner = own.filter((one) => !whole.includes(one)).map(insideItem);
  const rest = inner.length === 0 ? [] : [{ sign: '~' as const, name: inlineText(name), entries: entriesOf(inner) }];
  return [...whole.map(({ change }) => wholeItem(name, change)), ...rest];
}

function wholeItem(name: string, change: Change): ListItem {
  const value = change.after ?? change.before;
  const sign = signOf(change.op);
  if (change.kind === 'secret') return { sign, name: inlineText(name), entries: [] };
  if (change.op === 'replace') return { sign, name: inlineText(name), entries: [fieldEntry('value', change)] };
  return { sign, name: inlineText(name), entries: [], ...(isObject(value) ? { value } : {}) };
}
