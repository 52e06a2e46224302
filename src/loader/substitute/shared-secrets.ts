import { addressOf } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { Entry } from '../declare/entries.ts';
import { keyOf } from '../declare/resource-key.ts';
import type { Reading } from '../load-context.ts';
import { hide, type Mapping, type Scalar, type Tree } from '../text/tree.ts';
import { textsAt } from './secret-resolver.ts';

/** Tells whether a text shows something that is secret elsewhere in the definition. */
export type SecretFinder = (text: string, template: string | undefined) => boolean;

/** A shorter value may stand anywhere by chance. What a field holds that only the schema calls secret may be an ordinary word. */
const SHORTEST_SOURCE = 8;
const SHORTEST_FIELD = 12;

/** Names of the variables that a text is put together from. */
const VARIABLE = /\$\{env:(\w+)|@@(\w+)@@|##(\w+)##/g;

/** Finds what `${secret:…}` reads and what stands in secret fields, also where it comes by another way; undefined where nothing is secret. */
export function findShared({ secretNames, env }: Reading, resources: readonly DeclaredResource[]): SecretFinder | undefined {
  const read = [...secretNames].map((name) => env[name] ?? '').filter((text) => text.length >= SHORTEST_SOURCE);
  const fields = resources.flatMap(textsAt).filter((text) => text.length >= SHORTEST_FIELD);
  if (secretNames.size === 0 && fields.length === 0) return undefined;
  const contains = searchFor([...read, ...fields]);
  return (text, template = '') => contains(text) || [...template.matchAll(VARIABLE)].some((found) => isNamed(secretNames, found));
}

const isNamed = (names: ReadonlySet<string>, [, env, json, text]: RegExpMatchArray): boolean =>
  names.has(env ?? json ?? text ?? '');

/** All secrets are looked for in one pass over a text: by their beginnings, all of one length. */
function searchFor(secrets: readonly string[]): (text: string) => boolean {
  const byBeginning = new Map<string, string[]>();
  for (const secret of new Set(secrets)) {
    const beginning = secret.slice(0, SHORTEST_SOURCE);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), secret]);
  }
  return (text) => {
    for (let at = 0; at + SHORTEST_SOURCE <= text.length; at += 1) {
      const candidates = byBeginning.get(text.slice(at, at + SHORTEST_SOURCE));
      if (candidates?.some((secret) => text.startsWith(secret, at))) return true;
    }
    return false;
  };
}

/** The entry with everything in it marked secret that is secret elsewhere; undefined where there is nothing of the kind. */
export function withSharedSecrets(entry: Entry, shows: SecretFinder): Entry | undefined {
  const tree = markMap(entry.tree, shows);
  if (tree === entry.tree) return undefined;
  const { text, troubles } = keyOf(entry.type, tree);
  return { ...entry, tree, key: text, address: addressOf(entry.type.type, text), keyless: troubles };
}

function mark(tree: Tree, shows: SecretFinder): Tree {
  if (tree.kind === 'scalar') return markScalar(tree, shows);
  if (tree.kind === 'map') return markMap(tree, shows);
  const items = tree.items.map((item) => mark(item, shows));
  return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items };
}

function markMap(tree: Mapping, shows: SecretFinder): Mapping {
  const changed = [...tree.members].flatMap(([name, member]) => {
    const value = mark(member.value, shows);
    return value === member.value ? [] : [[name, { ...member, value }] as const];
  });
  return changed.length === 0 ? tree : { ...tree, members: new Map([...tree.members, ...changed]) };
}

function markScalar(scalar: Scalar, shows: SecretFinder): Scalar {
  if (scalar.secret || scalar.value === null || !shows(String(scalar.value), scalar.template)) return scalar;
  hide(scalar);
  return { ...scalar, secret: true };
}
