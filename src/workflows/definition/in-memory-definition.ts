import type { Loaded } from '../../loader/load-definition.ts';
import type { Definition } from '../../model/definition/definition.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';

/** Wraps a definition that comes from no file, so it has no places and no warnings. */
export const createInMemoryDefinition = (definition: Definition, catalogue: Catalogue): Loaded => ({
  definition,
  catalogue,
  warnings: [],
  locate: () => undefined,
  findWritten: () => undefined,
  findOrigin: () => undefined,
  locateExpression: () => undefined,
});
