/** What a step gives: a value, or why there is none. Nothing in the engine throws for a reason that a user can cause. */
export type Outcome<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const succeed = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failWith = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
