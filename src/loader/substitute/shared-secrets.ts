import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { ResourceEntry } from '../declare/resource-entries.ts';
import { readResourceKey } from '../declare/resource-key.ts';
import type { LoadContext } from '../load-context.ts';
import { hideFromExcerpts, type MapTree, type ScalarTree, type Tree } from '../text/definition-tree.ts';
import { listSecretStrings } from './secret-resolver.ts';

/** Checks whether a text, or a variable in its template, reveals a value that is secret elsewhere in the definition. */
export type SecretDetector = (text: string, template: string | undefined) => boolean;

/** Shorter values match by coincidence. The limit is higher for fields that only the schema marks as secret: those may hold an ordinary word. */
const SHORTEST_SOURCE = 8;
const SHORTEST_FIELD = 12;

/** A reference to a variable in a template. */
const VARIABLE = /\$\{env:(\w+)|@@(\w+)@@|##(\w+)##/g;

/**
 * Creates a detector for the values that `${secret:…}` reads or that secret fields contain, wherever they are repeated. `undefined` if the
 * definition has no secrets.
 */
export function createSecretDetector(
  { secretNames, env }: LoadContext,
  resources: readonly DeclaredResource[],
): SecretDetector | undefined {
  const read = [...secretNames].map((name) => env[name] ?? '').filter((text) => text.length >= SHORTEST_SOURCE);
  const fields = resources.flatMap(listSecretStrings).filter((text) => text.length >= SHORTEST_FIELD);
  if (secretNames.size === 0 && fields.length === 0) return undefined;
  const contains = buildSecretSearch([...read, ...fields]);
  return (text, template = '') =>
    contains(text) || [...template.matchAll(VARIABLE)].some((found) => isSecretVariable(secretNames, found));
}

const isSecretVariable = (names: ReadonlySet<string>, [, env, json, text]: RegExpMatchArray): boolean =>
  names.has(env ?? json ?? text ?? '');

/** Builds a search for all secrets in one pass over a text, by their prefixes of equal length. */
function buildSecretSearch(secrets: readonly string[]): (text: string) => boolean {
  const byPrefix = new Map<string, string[]>();
  for (const secret of new Set(secrets)) {
    const prefix = secret.slice(0, SHORTEST_SOURCE);
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), secret]);
  }
  return (text) => {
    for (let at = 0; at + SHORTEST_SOURCE <= text.length; at += 1) {
      const candidates = byPrefix.get(text.slice(at, at + SHORTEST_SOURCE));
      if (candidates?.some((secret) => text.startsWith(secret, at))) return true;
    }
    return false;
  };
}

/** Marks the values of an entry that are secret elsewhere. `undefined` if there are none. */
export function markSharedSecrets(entry: ResourceEntry, containsSecret: SecretDetector): ResourceEntry | undefined {
  const tree = markMap(entry.tree, containsSecret);
  if (tree === entry.tree) return undefined;
  const { text, findings } = readResourceKey(entry.type, tree);
  return { ...entry, tree, key: text, address: toAddress(entry.type.type, text), keyErrors: findings };
}

function markTree(tree: Tree, containsSecret: SecretDetector): Tree {
  if (tree.kind === 'scalar') return markScalar(tree, containsSecret);
  if (tree.kind === 'map') return markMap(tree, containsSecret);
  const items = tree.items.map((item) => markTree(item, containsSecret));
  return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items };
}

function markMap(tree: MapTree, containsSecret: SecretDetector): MapTree {
  const changed = [...tree.members].flatMap(([name, member]) => {
    const value = markTree(member.value, containsSecret);
    return value === member.value ? [] : [[name, { ...member, value }] as const];
  });
  return changed.length === 0 ? tree : { ...tree, members: new Map([...tree.members, ...changed]) };
}

function markScalar(scalar: ScalarTree, containsSecret: SecretDetector): ScalarTree {
  if (scalar.secret || scalar.value === null || !containsSecret(String(scalar.value), scalar.template)) return scalar;
  hideFromExcerpts(scalar);
  return { ...scalar, secret: true };
}
