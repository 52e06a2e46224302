import type { JsonValue } from '../model/json/json-value.ts';
import { getSchemaName } from '../schema/load-schema.ts';

/** What Ajv says against a value. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer of the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Validator = (value: JsonValue) => readonly SchemaError[];

/** The same from here, from dist/loader and from the bundled program in dist/cli. */
const VALIDATORS_FOLDER = new URL('../../dist/validators/', import.meta.url);
const validatorCache = new Map<string, Promise<Validator>>();

/** The validator of a type, compiled ahead of time by `scripts/build.mjs`; only those of types in use are loaded. */
export function getValidator(name: string): Promise<Validator> {
  const validator = validatorCache.get(name) ?? loadValidator(name);
  validatorCache.set(name, validator);
  return validator;
}

async function loadValidator(name: string): Promise<Validator> {
  const module: unknown = await import(new URL(`${getSchemaName(name)}.mjs`, VALIDATORS_FOLDER).href);
  const validate = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof validate !== 'function') throw new Error(`dist/validators/${name}.mjs is no validator: run npm run build`);
  return (value) => (validate(value) === true || !('errors' in validate) ? [] : toSchemaErrors(validate.errors));
}

const toSchemaErrors = (errors: unknown): readonly SchemaError[] => (Array.isArray(errors) ? errors.filter(isSchemaError) : []);

function isSchemaError(error: unknown): error is SchemaError {
  return typeof error === 'object' && error !== null && 'keyword' in error && 'instancePath' in error && 'params' in error;
}
