import type { Pointer } from '../json/pointer.ts';

/** What a change does to the security of a tenant, the most serious class first. */
export const IMPACT_CLASSES = ['weakens', 'widens', 'tightens', 'runs-code', 'loses', 'secret', 'cosmetic'] as const;

/**
 * `weakens`: a protection does less than before. `widens`: more people, applications, scopes, origins, data or time. `tightens`: less access,
 * or stricter checks, so somebody may be locked out. `runs-code`: other code runs, or another page is shown, during a login. `loses`: users, ids,
 * data or log events are gone. `secret`: a credential is replaced. `cosmetic`: texts, looks, names, metadata.
 */
export type ImpactClass = (typeof IMPACT_CLASSES)[number];

/** One consequence of an operation. An operation without impact changes nothing about security, or makes it stricter and locks no one out. */
export interface Impact {
  readonly is: ImpactClass;
  /** One sentence for the reviewer: `Brute-force protection is switched off.` Never contains a secret. */
  readonly says: string;
  /** The field as the schema names it: `callbacks[]`, `password_options.complexity.min_length`; empty: the resource as a whole. */
  readonly field: string;
  /** `path` of the operation's change that has this impact; absent: the resource as a whole. */
  readonly path?: Pointer;
}

/** Lists the classes of impacts, each once, the most serious first. */
export const listImpactClasses = (impacts: readonly Impact[] = []): readonly ImpactClass[] =>
  IMPACT_CLASSES.filter((each) => impacts.some(({ is }) => is === each));

/** Sorts worse impacts first and keeps the order of equal ones. */
export const compareImpactClasses = (left: ImpactClass, right: ImpactClass): number =>
  IMPACT_CLASSES.indexOf(left) - IMPACT_CLASSES.indexOf(right);
