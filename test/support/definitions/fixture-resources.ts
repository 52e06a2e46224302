import { join } from 'node:path';
import { load } from '../../../src/loader/load-definition.ts';
import type { DeclaredResource } from '../../../src/model/definition/definition.ts';
import { FIXTURE_SECRETS, TYPE_FIXTURES } from '../shapes/index.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

/** What a definition says of a type that has no slots: nothing, or what one of its two fixtures says. */
export type FixtureState = 'none' | 'before' | 'after';

/** All of these texts, laid over each other. */
async function loadResources(texts: readonly string[]): Promise<readonly DeclaredResource[]> {
  const folder = createTemporaryFolder(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text])));
  const files = texts.map((_, index) => join(folder, `${index}.yaml`));
  const outcome = await load({ files, root: folder, env: FIXTURE_SECRETS });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error, null, 2));
  return outcome.value.definition.resources;
}

const STATES = {
  none: [],
  before: await loadResources(TYPE_FIXTURES.map(({ before }) => before)),
  after: await loadResources(TYPE_FIXTURES.map(({ after }) => after)),
} as const;
const NEEDED = await Promise.all(TYPE_FIXTURES.map((shape) => (shape.with === undefined ? [] : loadResources([shape.with]))));

/**
 * What fixtures cannot do without. Those of types with slots are in every world, because one that prunes them would delete with an
 * organization the roles that belong to it, which nothing saves.
 */
export const NEEDED_RESOURCES: readonly DeclaredResource[] = NEEDED.flat();

/** The resources of the drawn states, and what they cannot do without. */
export function listFixtureResources(drawn: readonly FixtureState[]): readonly DeclaredResource[] {
  const own = TYPE_FIXTURES.flatMap(({ type }, index) =>
    STATES[drawn[index] ?? 'none'].filter((resource) => resource.type === type),
  );
  const needed = TYPE_FIXTURES.flatMap((_, index) => ((drawn[index] ?? 'none') === 'none' ? [] : (NEEDED[index] ?? [])));
  return [...new Map([...needed, ...own].map((resource) => [resource.address, resource])).values()];
}

/** The new resource of a type that has no slots, with all that it needs. */
export function findFixtureSample(
  type: string,
): { readonly needs: readonly DeclaredResource[]; readonly made: DeclaredResource } | undefined {
  const index = TYPE_FIXTURES.findIndex((shape) => shape.type === type);
  const made = STATES.before.find((resource) => resource.type === type);
  return made && { needs: NEEDED[index] ?? [], made };
}

/** Types whose resources can be deleted without regard to slots. */
export const FIXTURE_TYPES: readonly string[] = [...new Set([...STATES.before, ...NEEDED.flat()].map(({ type }) => type))];
