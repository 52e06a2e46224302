import type { Options } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';

export const VOCABULARY: Readonly<Record<string, { readonly type?: readonly string[]; readonly metaSchema: object | boolean }>>;

export function createAjv(options?: Options): Ajv2020;
