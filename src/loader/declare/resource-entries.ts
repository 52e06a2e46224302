import { type Address, toAddress } from '../../model/address.ts';
import { isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createError, type Finding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { createSyntheticScalar, describeKind, getMember, getText, type MapTree, toJson } from '../text/definition-tree.ts';
import { mergeCompanionJson } from './companion-json.ts';
import { readResourceKey } from './resource-key.ts';
import type { TypeSection } from './top-level-sections.ts';

/** A resource as one file declares it, under its key. */
export interface ResourceEntry {
  readonly type: ResourceType;
  /** What the names it was declared under stand for. */
  readonly implied: JsonObject;
  readonly key: string;
  readonly address: Address;
  /** `$id`, which tells apart what has the same key. */
  readonly pinnedId: string | undefined;
  readonly tree: MapTree;
  /** Why it has no key. It is checked for everything else, and compared with nothing. */
  readonly keyErrors: readonly Finding[];
}

export function listEntries(context: LoadContext, { type, implied, items }: TypeSection): readonly ResourceEntry[] {
  return items.flatMap((tree) => {
    if (tree.kind === 'map') return [createEntry(type, implied, mergeCompanionJson(context, type, tree))];
    const advice = { expected: 'a map of fields' };
    context.findings.push(createError('wrong-type', tree.span, `A ${type.noun} is written as ${describeKind(tree)}`, advice));
    return [];
  });
}

function createEntry(type: ResourceType, implied: JsonObject, tree: MapTree): ResourceEntry {
  const { text, findings: troubles } = readResourceKey(type, tree);
  return {
    type,
    implied,
    key: text,
    address: toAddress(type.type, text),
    pinnedId: getText(getMember(tree, '$id')),
    tree,
    keyErrors: troubles,
  };
}

/** The fields that the resource's key in the file stands for, where they are not written. */
export function addImpliedFields(context: LoadContext, { type, implied, tree }: ResourceEntry): MapTree {
  const members = new Map(tree.members);
  for (const [name, value] of Object.entries(implied)) {
    // What a key stands for is a plain value wherever there is one.
    if (isArray(value) || isObject(value)) continue;
    const present = members.get(name);
    if (!present) members.set(name, { key: tree.span, value: createSyntheticScalar(value, tree.span) });
    else if (toJson(present.value) !== value) {
      const advice = { expected: JSON.stringify(value), hint: `Declare it under "${type.type}" if it is of another kind.` };
      context.findings.push(
        createError('wrong-value', present.value.span, `Under this key "${name}" is always the same`, advice),
      );
    }
  }
  for (const [name, value] of Object.entries(type.definitionDefaults ?? {})) {
    if (isArray(value) || isObject(value) || members.has(name)) continue;
    members.set(name, { key: tree.span, value: createSyntheticScalar(value, tree.span) });
  }
  return { ...tree, members };
}
