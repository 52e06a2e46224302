/** A function that rules and policies may call in CEL. */
export interface CelFunction {
  /** Name, parameter types and result type as CEL writes them: `plainHttp(dyn): bool`. `dyn` takes any value. */
  readonly signature: string;
  /** What it answers, in a few words. `docs/rules.md` lists it. */
  readonly about: string;
  /** Pure, and total: answers for every input of its types. Values are JSON values; CEL passes an `int` as a bigint. */
  readonly call: (...args: readonly unknown[]) => unknown;
}
