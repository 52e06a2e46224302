import { type Address, addressOf } from '../model/address.ts';
import { isArray, isObject } from '../model/json.ts';
import type { ResourceType } from '../resources/define.ts';
import { type Finding, mistake } from './findings.ts';
import { keyOf } from './key.ts';
import type { Reading } from './reading.ts';
import type { Section } from './top-level.ts';
import { kindOf, type Mapping, type Member, memberOf, planted, type Tree, textOf, toJson } from './tree.ts';

/** A resource as one file declares it, under its key. */
export interface Entry {
  readonly type: ResourceType;
  readonly key: string;
  readonly address: Address;
  /** `$id`, which tells apart what has the same key. */
  readonly pin: string | undefined;
  readonly tree: Mapping;
  /** Why it has no key. It is checked for everything else, and compared with nothing. */
  readonly keyless: readonly Finding[];
}

export function entriesOf(reading: Reading, section: Section): readonly Entry[] {
  const { type } = section;
  return section.items.flatMap((item) => {
    const tree = withImplied(reading, section, item);
    if (!tree) return [];
    const { text, troubles } = keyOf(type, tree);
    return [
      { type, key: text, address: addressOf(type.type, text), pin: textOf(memberOf(tree, '$id')), tree, keyless: troubles },
    ];
  });
}

function withImplied(reading: Reading, { type, implied }: Section, item: Tree): Mapping | undefined {
  if (item.kind !== 'map') {
    const advice = { expected: 'a map of fields' };
    reading.findings.push(mistake('wrong-type', item.span, `A ${type.noun} is written as ${kindOf(item)}`, advice));
    return undefined;
  }
  const members = new Map(item.members);
  for (const [name, value] of Object.entries(implied)) {
    // What a key stands for is a plain value wherever there is one.
    if (isArray(value) || isObject(value)) continue;
    const present = members.get(name);
    if (!present) members.set(name, { key: item.span, value: planted(value, item.span) } satisfies Member);
    else if (toJson(present.value) !== value) {
      const advice = { expected: JSON.stringify(value), hint: `Declare it under "${type.type}" if it is of another kind.` };
      reading.findings.push(mistake('wrong-value', present.value.span, `Under this key "${name}" is always the same`, advice));
    }
  }
  return { ...item, members };
}
