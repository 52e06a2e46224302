import type { EncodedMembers } from './encode-members.ts';
import type { Member } from './list-members.ts';

/** A request that tenon sends for resources of a type, with the members that a definition can put into it. */
export interface DeclaredOperation extends EncodedMembers {
  readonly method: string;
  readonly path: string;
  /** The same and those that the schemas describe, but that only the other request for the resource can set. */
  readonly described: readonly Member[];
  /** Parameters of the path that a definition sets, and the values that the schema lists for each. */
  readonly keyFields: Readonly<Record<string, readonly string[]>>;
}
