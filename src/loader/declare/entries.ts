import { type Address, addressOf } from '../../model/address.ts';
import { isArray, isObject, type JsonObject } from '../../model/json/json.ts';
import type { ResourceType } from '../../resources/define.ts';
import { type Finding, mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { kindOf, type Mapping, memberOf, planted, textOf, toJson } from '../text/tree.ts';
import { withRest } from './companion-json.ts';
import { keyOf } from './resource-key.ts';
import type { Section } from './sections.ts';

/** A resource as one file declares it, under its key. */
export interface Entry {
  readonly type: ResourceType;
  /** What the names it was declared under stand for. */
  readonly implied: JsonObject;
  readonly key: string;
  readonly address: Address;
  /** `$id`, which tells apart what has the same key. */
  readonly pin: string | undefined;
  readonly tree: Mapping;
  /** Why it has no key. It is checked for everything else, and compared with nothing. */
  readonly keyless: readonly Finding[];
}

export function entriesOf(reading: Reading, { type, implied, items }: Section): readonly Entry[] {
  return items.flatMap((tree) => {
    if (tree.kind === 'map') return [entryOf(type, implied, withRest(reading, type, tree))];
    const advice = { expected: 'a map of fields' };
    reading.findings.push(mistake('wrong-type', tree.span, `A ${type.noun} is written as ${kindOf(tree)}`, advice));
    return [];
  });
}

function entryOf(type: ResourceType, implied: JsonObject, tree: Mapping): Entry {
  const { text, troubles } = keyOf(type, tree);
  return {
    type,
    implied,
    key: text,
    address: addressOf(type.type, text),
    pin: textOf(memberOf(tree, '$id')),
    tree,
    keyless: troubles,
  };
}

/** The fields that the resource's key in the file stands for, where they are not written. */
export function withImplied(reading: Reading, { type, implied, tree }: Entry): Mapping {
  const members = new Map(tree.members);
  for (const [name, value] of Object.entries(implied)) {
    // What a key stands for is a plain value wherever there is one.
    if (isArray(value) || isObject(value)) continue;
    const present = members.get(name);
    if (!present) members.set(name, { key: tree.span, value: planted(value, tree.span) });
    else if (toJson(present.value) !== value) {
      const advice = { expected: JSON.stringify(value), hint: `Declare it under "${type.type}" if it is of another kind.` };
      reading.findings.push(mistake('wrong-value', present.value.span, `Under this key "${name}" is always the same`, advice));
    }
  }
  for (const [name, value] of Object.entries(type.implied ?? {})) {
    if (isArray(value) || isObject(value) || members.has(name)) continue;
    members.set(name, { key: tree.span, value: planted(value, tree.span) });
  }
  return { ...tree, members };
}
