import { mistake, originOf } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { overlaid } from '../text/overlay.ts';
import type { Span } from '../text/source.ts';
import type { Mapping } from '../text/tree.ts';
import type { Entry } from './entries.ts';

/** One layer is what one file of the command line and its includes declare; each layer lies over those before it. */
export function mergeLayers(reading: Reading, layers: readonly (readonly Entry[])[]): readonly Entry[] {
  const merged = new Map<string, Entry[]>();
  const isKeyless = ({ keyless }: Entry): boolean => keyless.length > 0;
  for (const layer of layers) {
    for (const entry of withoutDuplicates(
      reading,
      layer.filter((each) => !isKeyless(each)),
    )) {
      const known = merged.get(entry.address) ?? [];
      merged.set(entry.address, laidOver(reading, known, entry));
    }
  }
  return [...[...merged.values()].flat(), ...layers.flat().filter(isKeyless)];
}

/** The first of each key; two of one key can stand together only where the tenant allows it and `$id` tells them apart. */
function withoutDuplicates(reading: Reading, layer: readonly Entry[]): readonly Entry[] {
  const seen = new Map<string, Entry>();
  return layer.filter((entry) => {
    const identity = entry.type.unique ? entry.address : JSON.stringify([entry.address, entry.pin ?? '']);
    const first = seen.get(identity);
    if (!first) seen.set(identity, entry);
    else reading.findings.push(duplicateOf(entry, first));
    return !first;
  });
}

function duplicateOf(entry: Entry, first: Entry) {
  const place = originOf(nameSpan(first));
  const hint = entry.type.unique
    ? 'Remove one of the two, or give them as files of their own on the command line to lay one over the other.'
    : 'Remove one of the two, or tell them apart by "$id".';
  const message = `The ${entry.type.noun} "${entry.key}" is declared already, at ${place.file}:${place.line}:${place.column}`;
  return mistake('duplicate-resource', nameSpan(entry), message, { hint });
}

/** Where a resource is called by its name. */
export function nameSpan({ type, tree }: { readonly type: Entry['type']; readonly tree: Mapping }): Span {
  const [field] = type.key;
  const [first] = tree.members.values();
  return tree.members.get(field ?? '')?.value.span ?? first?.key ?? tree.span;
}

function laidOver(reading: Reading, known: readonly Entry[], entry: Entry): Entry[] {
  if (known.length === 0) return [entry];
  const targets = entry.pin === undefined ? known : known.filter(({ pin }) => pin === entry.pin);
  const [target] = targets.length === 0 && known.length === 1 && known[0]?.pin === undefined ? known : targets;
  if (targets.length > 1) {
    const message = `Several resources are called "${entry.key}" in the files before`;
    reading.findings.push(mistake('ambiguous-key', nameSpan(entry), message, { hint: 'Say by "$id" which one is meant.' }));
    return [...known];
  }
  if (!target) return [...known, entry];
  const implied = { ...target.implied, ...entry.implied };
  const laid = { ...target, implied, pin: entry.pin ?? target.pin, tree: overlaid(target.tree, entry.tree) };
  return known.map((other) => (other === target ? laid : other));
}
