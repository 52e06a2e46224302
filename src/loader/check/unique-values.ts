import { canonical } from '../../model/json/json.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { shapeOf } from '../../resources/shape.ts';
import { resolve, type Schema } from '../../schema/load.ts';
import type { Read } from '../declare/declare-resource.ts';
import { type Finding, mistake, placeOf } from '../findings.ts';
import { type Tree, toJson } from '../text/tree.ts';

/** Values of which the API takes one in the whole tenant (`x-unique`), and that two declared resources claim. */
export const repeatedClaims = (reads: readonly Read[]): readonly Finding[] =>
  RESOURCE_TYPES.flatMap((type) => {
    const { schema, root } = shapeOf(type);
    const declared = reads.filter(({ resource }) => resource.type === type.type);
    return declared.length < 2 ? [] : uniquePlaces(schema, root).flatMap((steps) => repeatedAt(declared, steps));
  });

/** Resources of which a tenant has one at most, declared a second time. */
export const repeatedSingles = (reads: readonly Read[]): readonly Finding[] =>
  RESOURCE_TYPES.filter(({ onlyOne }) => onlyOne).flatMap(({ type, noun }) => {
    const [first, ...others] = reads.filter(({ resource }) => resource.type === type);
    return others.map(({ name }) =>
      mistake(
        'duplicate-resource',
        name,
        `A tenant has one ${noun} at most, and ${first?.resource.address} is declared as well`,
        {
          hint: 'Keep one of them.',
        },
      ),
    );
  });

/** The list of items in a path. */
const ITEMS = '*';
const DEEPEST = 5;

/** Paths of all fields that are marked so. */
function uniquePlaces(part: Schema, root: Schema, steps: readonly string[] = []): readonly (readonly string[])[] {
  const schema = resolve(part, root);
  if (schema['x-unique']) return [steps];
  if (steps.length === DEEPEST) return [];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => uniquePlaces(member, root, [...steps, name])),
    ...(schema.items ? uniquePlaces(schema.items, root, [...steps, ITEMS]) : []),
  ];
}

function repeatedAt(reads: readonly Read[], steps: readonly string[]): readonly Finding[] {
  const claims = new Map<string, { readonly read: Read; readonly tree: Tree }>();
  return reads.flatMap((read) =>
    treesAt(read.tree, steps).flatMap((tree) => {
      const value = canonical(toJson(tree));
      const first = claims.get(value);
      if (!first) claims.set(value, { read, tree });
      return first && first.read !== read ? [repeated(tree, first, steps)] : [];
    }),
  );
}

function treesAt(tree: Tree, [step, ...rest]: readonly string[]): readonly Tree[] {
  if (step === undefined) return tree.kind === 'scalar' && tree.value !== null ? [tree] : [];
  if (step === ITEMS) return tree.kind === 'list' ? tree.items.flatMap((item) => treesAt(item, rest)) : [];
  const member = tree.kind === 'map' ? tree.members.get(step)?.value : undefined;
  return member ? treesAt(member, rest) : [];
}

function repeated(tree: Tree, first: { readonly read: Read; readonly tree: Tree }, steps: readonly string[]): Finding {
  const { file, line } = placeOf(first.tree.span);
  const field = steps.filter((step) => step !== ITEMS).join('.');
  return mistake('duplicate-value', tree.span, `${first.read.resource.address} has the same "${field}"`, {
    expected: 'a value of its own for each resource',
    hint: `The other one is at ${file}:${line}.`,
  });
}
