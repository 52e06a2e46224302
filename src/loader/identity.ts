import { type Address, addressOf } from '../model/address.ts';
import type { ResourceType } from '../resources/define.ts';
import { keyOfDeclared } from '../resources/identify.ts';
import { mistake } from './findings.ts';
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
}

/** The resources of a section. What has no key cannot be compared with anything, so it is a problem here already. */
export function entriesOf(reading: Reading, section: Section): readonly Entry[] {
  return section.items.flatMap((item) => {
    const tree = withImplied(reading, section, item);
    const key = tree && keyOf(reading, section.type, tree);
    if (tree === undefined || key === undefined) return [];
    const { type } = section;
    return [{ type, key, address: addressOf(type.type, key), pin: textOf(memberOf(tree, '$id')), tree }];
  });
}

function withImplied(reading: Reading, { type, implied }: Section, item: Tree): Mapping | undefined {
  if (item.kind !== 'map') {
    reading.findings.push(
      mistake('wrong-type', item.span, `A ${type.noun} is written as ${kindOf(item)}`, { expected: 'a map of fields' }),
    );
    return undefined;
  }
  const members = new Map(item.members);
  for (const [name, value] of Object.entries(implied)) {
    const present = members.get(name);
    if (!present) members.set(name, { key: item.span, value: planted(value, item.span) } satisfies Member);
    else if (toJson(present.value) !== value) {
      const advice = { expected: JSON.stringify(value), hint: `Declare it under "${type.type}" if it is of another kind.` };
      reading.findings.push(mistake('wrong-value', present.value.span, `Under this key "${name}" is always the same`, advice));
    }
  }
  return { ...item, members };
}

function keyOf(reading: Reading, type: ResourceType, tree: Mapping): string | undefined {
  const usable = type.key.map((field) => isUsable(reading, type, field, tree)).every(Boolean);
  if (!usable) return undefined;
  const fields = type.key.map((field) => [field, toJson(memberOf(tree, field) ?? planted('', tree.span))] as const);
  const key = keyOfDeclared(type, Object.fromEntries(fields));
  if (key.replaceAll('|', '') !== '') return key;
  reading.findings.push(missing(type, type.key[0] ?? '', tree));
  return undefined;
}

/** Control characters would break addresses, reports and terminals; a secret would be shown by them. */
function isUsable(reading: Reading, type: ResourceType, field: string, tree: Mapping): boolean {
  const value = memberOf(tree, field);
  if (!value) {
    if (type.key.length > 1) return true;
    reading.findings.push(missing(type, field, tree));
    return false;
  }
  const text = textOf(value);
  if (value.kind === 'scalar' && value.value === null && type.key.length > 1) return true;
  const say = (code: 'wrong-type' | 'wrong-value', message: string, expected: string, hint?: string): boolean => {
    reading.findings.push(mistake(code, value.span, message, { expected, hint }));
    return false;
  };
  if (text === undefined) return say('wrong-type', `"${field}" is ${kindOf(value)}`, 'a text', 'Put it in quotes.');
  if (text === '') return say('wrong-value', `"${field}" is empty`, 'a text that is not empty');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(text)) return say('wrong-value', `"${field}" holds control characters`, 'a text of one line');
  if (value.kind === 'scalar' && value.secret) {
    return say(
      'wrong-value',
      `"${field}" is a secret, but it is what the ${type.noun} is called by`,
      'a text that may be shown',
      `Use \${env:…}.`,
    );
  }
  return true;
}

function missing(type: ResourceType, field: string, tree: Mapping) {
  const [first] = tree.members.values();
  return mistake('missing-field', first?.key ?? tree.span, `The ${type.noun} has no "${field}"`, {
    expected: `"${field}", by which it is known`,
  });
}
