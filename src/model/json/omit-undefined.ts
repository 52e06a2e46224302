/** A type's members, those that may be `undefined` made optional instead. */
export type OmitUndefined<T> = { [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name] } & {
  [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>;
};

/** Returns an object without the members whose value is `undefined`. The others keep their order. */
export function omitUndefined<const T extends object>(members: T): OmitUndefined<T>;
export function omitUndefined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
