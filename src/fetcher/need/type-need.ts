import type { ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import type { ScopedField } from './scoped-fields.ts';

/** What has to be read of one resource type. */
export interface TypeNeed {
  readonly type: ResourceType;
  /** `referred`: not declared, but read to resolve references to it. `all`: read as a whole, as for an export. */
  readonly why: 'declared' | 'referred' | 'all';
  /** Whether the definition lists or references a resource of the type, so that failing to read it is an error. */
  readonly isRequired: boolean;
  /** Keys of the declared resources. */
  readonly declared: readonly string[];
  /** Skip declared parts that the API refuses instead of failing. */
  readonly keepGoing?: true;
  readonly relations: readonly RelationNeed[];
  /**
   * Keys of the resources that are read individually: those with fixed paths, those whose list returns only summaries, and those that are
   * never listed. Of the last ones, `all` reads none.
   */
  readonly keys: readonly string[] | 'all';
  /** Those of `keys` that renamed resources had before. */
  readonly formerKeys?: ReadonlySet<string>;
  /** Declared fields that the API hides without a certain scope. */
  readonly scopedFields: readonly ScopedField[];
}

export interface RelationNeed {
  readonly relation: SubresourceList;
  readonly owners: readonly DeclaredOwner[] | 'all';
}

/** A declared resource whose relation is read, with what identifies it in the tenant. */
export interface DeclaredOwner {
  readonly key: string;
  readonly renamedFrom?: string;
  readonly pinnedId?: string;
  /** Whether the declared list has items; false for an empty list. */
  readonly hasItems: boolean;
}
