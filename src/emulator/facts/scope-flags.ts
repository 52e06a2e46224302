/** Boolean members of `options`, each with the scope that it adds. */
export type ScopeFlags = readonly (readonly [flag: string, scope: string])[];
