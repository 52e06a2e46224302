import { createError, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { MapTree } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import type { SourceSpan } from '../text/source-file.ts';
import { isDeclaredAbsent } from './directives.ts';
import type { ResourceEntry } from './resource-entries.ts';

/** Merges layers: a layer is a file of the command line with its includes, and overrides the layers before it. */
export function mergeLayers(context: LoadContext, layers: readonly (readonly ResourceEntry[])[]): readonly ResourceEntry[] {
  const merged = new Map<string, ResourceEntry[]>();
  const isKeyless = ({ keyErrors }: ResourceEntry): boolean => keyErrors.length > 0;
  for (const layer of layers) {
    for (const entry of removeDuplicates(
      context,
      layer.filter((each) => !isKeyless(each)),
    )) {
      const known = merged.get(entry.address) ?? [];
      merged.set(entry.address, applyEntryOverlay(context, known, entry));
    }
  }
  return [...[...merged.values()].flat(), ...layers.flat().filter(isKeyless)];
}

/** Keeps the first entry of each key and reports the others. A type whose names need not be unique allows several with different `$id`s. */
function removeDuplicates(context: LoadContext, layer: readonly ResourceEntry[]): readonly ResourceEntry[] {
  const seen = new Map<string, ResourceEntry>();
  return layer.filter((entry) => {
    const identity = entry.type.unique ? entry.address : JSON.stringify([entry.address, entry.pinnedId ?? '']);
    const first = seen.get(identity);
    if (!first) seen.set(identity, entry);
    else context.findings.push(createDuplicateError(entry, first));
    return !first;
  });
}

function createDuplicateError(entry: ResourceEntry, first: ResourceEntry) {
  const place = toFilePlace(getNameSpan(first));
  const hint = entry.type.unique
    ? 'Remove one of them. To override one with the other, pass their files separately on the command line.'
    : 'Remove one of them, or give each its "$id".';
  const message = `The ${entry.type.noun} "${entry.key}" is already declared at ${place.file}:${place.line}:${place.column}`;
  return createError('duplicate-resource', getNameSpan(entry), message, { hint });
}

/** Returns the place of a resource's name. */
export function getNameSpan({ type, tree }: { readonly type: ResourceEntry['type']; readonly tree: MapTree }): SourceSpan {
  const [field] = type.key;
  const [first] = tree.members.values();
  return tree.members.get(field ?? '')?.value.span ?? first?.key ?? tree.span;
}

/** Merges an entry into the entry of earlier layers that it overrides, or adds it. */
function applyEntryOverlay(context: LoadContext, known: readonly ResourceEntry[], entry: ResourceEntry): ResourceEntry[] {
  if (known.length === 0) return [entry];
  const targets = entry.pinnedId === undefined ? known : known.filter(({ pinnedId }) => pinnedId === entry.pinnedId);
  const [target] = targets.length === 0 && known.length === 1 && known[0]?.pinnedId === undefined ? known : targets;
  if (targets.length > 1) {
    const message = `Earlier files declare several resources named "${entry.key}"`;
    context.findings.push(
      createError('ambiguous-key', getNameSpan(entry), message, { hint: 'Add "$id" to select one of them.' }),
    );
    return [...known];
  }
  if (!target) return [...known, entry];
  const implied = { ...target.implied, ...entry.implied };
  const pinnedId = entry.pinnedId ?? target.pinnedId;
  const mergedEntry: ResourceEntry = { ...target, implied, pinnedId, tree: mergeTrees(target, entry) };
  return known.map((other) => (other === target ? mergedEntry : other));
}

/** A declaration that a resource is absent replaces an earlier one of its fields, and the reverse. Only `$id` stays: it says which resource. */
function mergeTrees(below: ResourceEntry, above: ResourceEntry): MapTree {
  const merged = applyOverlay(below.tree, above.tree);
  if (isDeclaredAbsent(below.tree) === isDeclaredAbsent(above.tree)) return merged;
  const members = new Map([...merged.members].filter(([name]) => name === '$id' || above.tree.members.has(name)));
  return { ...above.tree, members };
}
