/** A member of `options`, and the scope that it adds. */
export type ScopeFlags = readonly (readonly [flag: string, scope: string])[];
