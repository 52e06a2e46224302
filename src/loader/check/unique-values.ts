import { toCanonicalJson } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createError, type LoadFinding, toPlaceWithExcerpt } from '../findings.ts';
import { type Tree, toJson } from '../text/definition-tree.ts';

/** Finds values that must be unique in a tenant (`x-unique`) but are declared by two resources. */
export const findDuplicateValues = (parsedResources: readonly ParsedResource[], catalogue: Catalogue): readonly LoadFinding[] =>
  catalogue.all.flatMap((type) => {
    const { schema, root } = getResourceShape(type);
    const declared = parsedResources.filter(({ resource }) => resource.type === type.type);
    return declared.length < 2 ? [] : findUniquePaths(schema, root).flatMap((steps) => findDuplicatesAt(declared, steps));
  });

/** Finds additional declarations of resources that a tenant can have only one of. */
export const findExtraSingletons = (parsedResources: readonly ParsedResource[], catalogue: Catalogue): readonly LoadFinding[] =>
  catalogue.all
    .filter(({ singleton }) => singleton)
    .flatMap(({ type, noun }) => {
      const [first, ...others] = parsedResources.filter(({ resource }) => resource.type === type);
      return others.map(({ name }) =>
        createError(
          'duplicate-resource',
          name,
          `A tenant has at most one ${noun}, but ${first?.resource.address} is declared too`,
          {
            hint: 'Keep one of them.',
          },
        ),
      );
    });

/** Path step for all items of a list. */
const ANY_ITEM = '*';
const MAX_DEPTH = 5;

/** Lists the paths of all fields marked `x-unique`. */
function findUniquePaths(part: Schema, root: Schema, steps: readonly string[] = []): readonly (readonly string[])[] {
  const schema = resolveSchemaRef(part, root);
  if (schema['x-unique']) return [steps];
  if (steps.length === MAX_DEPTH) return [];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => findUniquePaths(member, root, [...steps, name])),
    ...(schema.items ? findUniquePaths(schema.items, root, [...steps, ANY_ITEM]) : []),
  ];
}

function findDuplicatesAt(parsedResources: readonly ParsedResource[], steps: readonly string[]): readonly LoadFinding[] {
  const firstByValue = new Map<string, { readonly parsed: ParsedResource; readonly tree: Tree }>();
  return parsedResources.flatMap((parsed) =>
    collectTreesAt(parsed.tree, steps).flatMap((tree) => {
      const value = toCanonicalJson(toJson(tree));
      const first = firstByValue.get(value);
      if (!first) firstByValue.set(value, { parsed, tree });
      return first && first.parsed !== parsed ? [explainDuplicateValue(tree, first, steps)] : [];
    }),
  );
}

function collectTreesAt(tree: Tree, [step, ...remainingSteps]: readonly string[]): readonly Tree[] {
  if (step === undefined) return tree.kind === 'scalar' && tree.value !== null ? [tree] : [];
  if (step === ANY_ITEM) return tree.kind === 'list' ? tree.items.flatMap((item) => collectTreesAt(item, remainingSteps)) : [];
  const member = tree.kind === 'map' ? tree.members.get(step)?.value : undefined;
  return member ? collectTreesAt(member, remainingSteps) : [];
}

function explainDuplicateValue(
  tree: Tree,
  first: { readonly parsed: ParsedResource; readonly tree: Tree },
  steps: readonly string[],
): LoadFinding {
  const { file, line } = toPlaceWithExcerpt(first.tree.span);
  const field = steps.filter((step) => step !== ANY_ITEM).join('.');
  return createError('duplicate-value', tree.span, `${first.parsed.resource.address} has the same "${field}"`, {
    expected: 'a unique value for each resource',
    hint: `The other one is at ${file}:${line}.`,
  });
}
