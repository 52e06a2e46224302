import type { TargetCondition } from './endpoints.ts';
import type { ScopeNeed } from './scopes.ts';

/**
 * A ticket that the API makes on request: a link that lets the owner of a new resource begin. A definition asks for it with `$welcome`, whose
 * members are sent along.
 */
export interface WelcomeTicket {
  /** What the ticket is called: `password-change ticket`. */
  readonly noun: string;
  readonly path: string;
  /** Member of the request that holds the id of the resource. */
  readonly idMember: string;
  /** Member of the answer that holds the link. It is a secret. */
  readonly linkMember: string;
  /** How long a ticket is valid if the request does not say it. */
  readonly defaultSeconds: number;
  readonly scopes: readonly ScopeNeed[];
  /** Which resources can have one, and the field that they must declare. */
  readonly where: TargetCondition;
  readonly needs: string;
}
