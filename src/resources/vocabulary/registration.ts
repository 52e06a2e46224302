/**
 * Resources with `field` are created by a request of their own and never as ordinary ones: a client with an `external_client_id` is
 * registered from the document at that address. Its other fields follow in an update. `field` also identifies such a resource, because
 * the tenant decides what its key fields are: those only name it in the definition.
 */
export interface Registration {
  /** Declared and live text: `external_client_id`. */
  readonly field: string;
  /** Path of the `POST` whose body is `field` alone. A repeated request finds the same resource, so a lost answer does no harm. */
  readonly path: string;
  /** Member of the answer that shows the registered resource: `mapped_fields`. */
  readonly answerMember: string;
  /** The type whose settings allow it, so that they change first: `tenant`. */
  readonly allowedBy: string;
}
