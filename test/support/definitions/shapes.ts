import { join } from 'node:path';
import { load } from '../../../src/loader/load-definition.ts';
import type { DeclaredResource } from '../../../src/model/definition/definition.ts';
import { folderOf } from '../files.ts';
import { SECRETS, SHAPES } from '../shapes/index.ts';

/** What a definition says of a type that has no slots: nothing, or what one of its two fixtures says. */
export type ShapeState = 'none' | 'before' | 'after';

/** All of these texts, laid over each other. */
async function resourcesIn(texts: readonly string[]): Promise<readonly DeclaredResource[]> {
  const folder = folderOf(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text])));
  const files = texts.map((_, index) => join(folder, `${index}.yaml`));
  const outcome = await load({ files, root: folder, env: SECRETS });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error, null, 2));
  return outcome.value.definition.resources;
}

const STATES = {
  none: [],
  before: await resourcesIn(SHAPES.map(({ before }) => before)),
  after: await resourcesIn(SHAPES.map(({ after }) => after)),
} as const;
const NEEDED = await Promise.all(SHAPES.map((shape) => (shape.with === undefined ? [] : resourcesIn([shape.with]))));

/** The resources of the drawn states, and what they cannot do without. */
export function shapeResources(drawn: readonly ShapeState[]): readonly DeclaredResource[] {
  const own = SHAPES.flatMap(({ type }, index) => STATES[drawn[index] ?? 'none'].filter((resource) => resource.type === type));
  const needed = SHAPES.flatMap((_, index) => ((drawn[index] ?? 'none') === 'none' ? [] : (NEEDED[index] ?? [])));
  return [...new Map([...needed, ...own].map((resource) => [resource.address, resource])).values()];
}

/** The new resource of a type that has no slots, with all that it needs. */
export function shapeSample(
  type: string,
): { readonly needs: readonly DeclaredResource[]; readonly made: DeclaredResource } | undefined {
  const index = SHAPES.findIndex((shape) => shape.type === type);
  const made = STATES.before.find((resource) => resource.type === type);
  return made && { needs: NEEDED[index] ?? [], made };
}

/** Types whose resources can be deleted without regard to slots. */
export const SHAPE_TYPES: readonly string[] = [...new Set([...STATES.before, ...NEEDED.flat()].map(({ type }) => type))];
