import type { JsonValue } from '../model/json/json-value.ts';

/** An error reported by Ajv. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer of the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Validator = (value: JsonValue) => readonly SchemaError[];

/** Resolves to the same folder from src/loader, from dist/loader and from the bundle in dist/cli. */
const VALIDATORS_FOLDER = new URL('../../dist/validators/', import.meta.url);
const validatorCache = new Map<string, Promise<Validator>>();

/** Loads the validator of a schema on first use. `scripts/build.mjs` compiles the validators ahead of time. */
export function getValidator(name: string): Promise<Validator> {
  const validator = validatorCache.get(name) ?? loadValidator(name);
  validatorCache.set(name, validator);
  return validator;
}

async function loadValidator(name: string): Promise<Validator> {
  const module: unknown = await import(new URL(`${name}.mjs`, VALIDATORS_FOLDER).href);
  const validate = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof validate !== 'function') throw new Error(`dist/validators/${name}.mjs is not a validator. Run npm run build.`);
  return (value) => (validate(value) === true || !('errors' in validate) ? [] : toSchemaErrors(validate.errors));
}

const toSchemaErrors = (errors: unknown): readonly SchemaError[] => (Array.isArray(errors) ? errors.filter(isSchemaError) : []);

function isSchemaError(error: unknown): error is SchemaError {
  return typeof error === 'object' && error !== null && 'keyword' in error && 'instancePath' in error && 'params' in error;
}
