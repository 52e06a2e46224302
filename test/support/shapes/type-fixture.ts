/** One type as people use it: two states of a definition, and somebody who does something else at the dashboard. */
export interface TypeFixture {
  readonly type: string;
  /** What must be there as well: declared in both states. */
  readonly with?: string;
  readonly before: string;
  readonly after: string;
  /** What leads from one to the other: `update roles/admin: replace /description`. */
  readonly changes: readonly string[];
  readonly dashboardChange: DashboardChange;
  /** A definition that unsets by null, laid over a tenant that is as `after` says. */
  readonly unset?: { readonly text: string; readonly changes: readonly string[] };
}

/** A change that a person makes once the tenant is as `after` says. */
export interface DashboardChange {
  readonly method?: 'PUT' | 'DELETE';
  /** `{id}` is the tenant's id of the type's declared resource. */
  readonly path: string;
  /** Absent for a `DELETE`. */
  readonly body?: object;
  /** What a plan of `after` has to say about it. */
  readonly drift: readonly string[];
  /** What the same change sets and the definition does not speak of: it must survive. */
  readonly survives?: object;
}
