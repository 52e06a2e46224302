import type { Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { VOCABULARY } from './schema-vocabulary.ts';

/**
 * Creates a strict Ajv for draft 2020-12 that collects every error and knows the usual formats and tenon's keywords. Everything that
 * compiles a schema uses it, so that a misspelled keyword, or one with a wrong kind of value, fails wherever that happens.
 */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, ...options });
  ajvFormats.default(ajv);
  for (const [keyword, facts] of Object.entries(VOCABULARY)) ajv.addKeyword({ keyword, ...facts });
  return ajv;
}
