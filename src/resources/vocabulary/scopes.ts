/** The scopes that each kind of access needs. An action that the API doesn't offer has no entry. */
export interface Scopes {
  readonly read: readonly ScopeNeed[];
  readonly create?: readonly ScopeNeed[];
  readonly update?: readonly ScopeNeed[];
  readonly delete?: readonly ScopeNeed[];
}

/** One scope, or several of which any one is enough: `['read:clients', 'read:client_keys']`. All entries of an action are required. */
export type ScopeNeed = string | readonly string[];
