import type { Loaded } from '../loader/load.ts';
import type { Definition } from '../model/definition/definition.ts';

/** A definition that no file holds: no place to point to, no warnings. */
export const unwritten = (definition: Definition): Loaded => ({
  definition,
  warnings: [],
  locate: () => undefined,
  written: () => undefined,
  originOf: () => undefined,
});
