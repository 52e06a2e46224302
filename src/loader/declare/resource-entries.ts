import { type Address, toAddress } from '../../model/address.ts';
import { isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { addArticle, capitalize } from '../../model/wording.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createError, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { createSyntheticScalar, describeKind, getMember, getText, type MapTree, toJson } from '../text/definition-tree.ts';
import { mergeCompanionJson } from './companion-json.ts';
import { readResourceKey } from './resource-key.ts';
import type { TypeSection } from './top-level-sections.ts';

/** One declaration of a resource, in one file. */
export interface ResourceEntry {
  readonly type: ResourceType;
  /** Fields implied by the top-level keys that declare it: `databases` implies the strategy `auth0`. */
  readonly implied: JsonObject;
  readonly key: string;
  readonly address: Address;
  /** `$id`, which distinguishes resources with the same key. */
  readonly pinnedId: string | undefined;
  readonly tree: MapTree;
  /** Why it has no key. Such an entry is validated but never merged with others. */
  readonly keyErrors: readonly LoadFinding[];
}

export function listEntries(context: LoadContext, { type, implied, items }: TypeSection): readonly ResourceEntry[] {
  return items.flatMap((tree) => {
    if (tree.kind === 'map') return [createEntry(type, implied, mergeCompanionJson(context, type, tree))];
    const message = `${capitalize(addArticle(type.noun))} must be a map, not ${describeKind(tree)}`;
    context.findings.push(createError('wrong-type', tree.span, message, { expected: 'a map of fields' }));
    return [];
  });
}

function createEntry(type: ResourceType, implied: JsonObject, tree: MapTree): ResourceEntry {
  const { text, findings } = readResourceKey(type, tree);
  return {
    type,
    implied,
    key: text,
    address: toAddress(type.type, text),
    pinnedId: getText(getMember(tree, '$id')),
    tree,
    keyErrors: findings,
  };
}

/** Adds the fields that the top-level key implies and the type's defaults, unless they are declared. */
export function addImpliedFields(context: LoadContext, { type, implied, tree }: ResourceEntry): MapTree {
  const members = new Map(tree.members);
  for (const [name, value] of Object.entries(implied)) {
    // All implied values are scalars. The check only satisfies the type.
    if (isArray(value) || isObject(value)) continue;
    const present = members.get(name);
    if (!present) members.set(name, { key: tree.span, value: createSyntheticScalar(value, tree.span) });
    else if (toJson(present.value) !== value) {
      const advice = {
        expected: JSON.stringify(value),
        hint: `To use another value, declare the ${type.noun} under "${type.type}".`,
      };
      context.findings.push(createError('wrong-value', present.value.span, `"${name}" has a fixed value under this key`, advice));
    }
  }
  for (const [name, value] of Object.entries(type.definitionDefaults ?? {})) {
    if (isArray(value) || isObject(value) || members.has(name)) continue;
    members.set(name, { key: tree.span, value: createSyntheticScalar(value, tree.span) });
  }
  return { ...tree, members };
}
