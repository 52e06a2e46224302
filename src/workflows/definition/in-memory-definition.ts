import type { Loaded } from '../../loader/load-definition.ts';
import type { Definition } from '../../model/definition/definition.ts';

/** Wraps a definition that comes from no file, so it has no places and no warnings. */
export const createInMemoryDefinition = (definition: Definition): Loaded => ({
  definition,
  warnings: [],
  locate: () => undefined,
  findWritten: () => undefined,
  findOrigin: () => undefined,
});
