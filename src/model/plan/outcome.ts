/** A value, or the reason why there is none. Code below the command line never throws for a problem that a user can cause. */
export type Outcome<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const succeed = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failWith = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
