import type { Loaded } from '../../loader/load-definition.ts';
import type { Definition } from '../../model/definition/definition.ts';

/** A definition that no file holds: no place to point to, no warnings. */
export const createInMemoryDefinition = (definition: Definition): Loaded => ({
  definition,
  warnings: [],
  locate: () => undefined,
  findWritten: () => undefined,
  findOrigin: () => undefined,
});
