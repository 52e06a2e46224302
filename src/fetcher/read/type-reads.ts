import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveType } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/** The pending list reads of all types in a fetch, by type name. */
export type TypeReads = ReadonlyMap<string, { readonly type: ResourceType; readonly live: Promise<Outcome<LiveType, Problem>> }>;
