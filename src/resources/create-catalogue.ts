import { type CollectionType, isCollection, type ResourceType } from './resource-type.ts';

/** The resource types that the engine works with. Every fact about a type comes from here. */
export interface Catalogue {
  /** All types, in the order of reports. */
  readonly all: readonly ResourceType[];
  /** Those whose resources have ids and a list. */
  readonly collections: readonly CollectionType[];
  /** Returns the type with this name; `undefined` if there is none. */
  get(type: string): ResourceType | undefined;
}

/** Creates a catalogue of these types, in the order of reports. */
export function createCatalogue(types: readonly ResourceType[]): Catalogue {
  const byName = new Map(types.map((type) => [type.type, type]));
  return { all: types, collections: types.filter(isCollection), get: (type) => byName.get(type) };
}
