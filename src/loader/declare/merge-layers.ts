import { createError, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { MapTree } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import type { SourceSpan } from '../text/source-file.ts';
import type { ResourceEntry } from './resource-entries.ts';

/** One layer is what one file of the command line and its includes declare; each layer lies over those before it. */
export function mergeLayers(context: LoadContext, layers: readonly (readonly ResourceEntry[])[]): readonly ResourceEntry[] {
  const merged = new Map<string, ResourceEntry[]>();
  const isKeyless = ({ keyErrors: keyless }: ResourceEntry): boolean => keyless.length > 0;
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

/** The first of each key; two of one key can stand together only where the tenant allows it and `$id` tells them apart. */
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
    ? 'Remove one of the two, or give them as files of their own on the command line to lay one over the other.'
    : 'Remove one of the two, or tell them apart by "$id".';
  const message = `The ${entry.type.noun} "${entry.key}" is declared already, at ${place.file}:${place.line}:${place.column}`;
  return createError('duplicate-resource', getNameSpan(entry), message, { hint });
}

/** Where a resource is called by its name. */
export function getNameSpan({ type, tree }: { readonly type: ResourceEntry['type']; readonly tree: MapTree }): SourceSpan {
  const [field] = type.key;
  const [first] = tree.members.values();
  return tree.members.get(field ?? '')?.value.span ?? first?.key ?? tree.span;
}

function applyEntryOverlay(context: LoadContext, known: readonly ResourceEntry[], entry: ResourceEntry): ResourceEntry[] {
  if (known.length === 0) return [entry];
  const targets = entry.pinnedId === undefined ? known : known.filter(({ pinnedId: pin }) => pin === entry.pinnedId);
  const [target] = targets.length === 0 && known.length === 1 && known[0]?.pinnedId === undefined ? known : targets;
  if (targets.length > 1) {
    const message = `Several resources are called "${entry.key}" in the files before`;
    context.findings.push(
      createError('ambiguous-key', getNameSpan(entry), message, { hint: 'Say by "$id" which one is meant.' }),
    );
    return [...known];
  }
  if (!target) return [...known, entry];
  const implied = { ...target.implied, ...entry.implied };
  const mergedEntry = { ...target, implied, pin: entry.pinnedId ?? target.pinnedId, tree: applyOverlay(target.tree, entry.tree) };
  return known.map((other) => (other === target ? mergedEntry : other));
}
