import type { JsonValue } from '../model/json/json.ts';
import { schemaName } from '../schema/load.ts';

/** What Ajv says against a value. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer of the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Validator = (value: JsonValue) => readonly SchemaError[];

/** The same from here, from dist/loader and from the bundled program in dist/cli. */
const FOLDER = new URL('../../dist/validators/', import.meta.url);
const loaded = new Map<string, Promise<Validator>>();

/** The validator of a type, compiled ahead of time by `scripts/build.mjs`; only those of types in use are loaded. */
export function validatorOf(name: string): Promise<Validator> {
  const validator = loaded.get(name) ?? loadValidator(name);
  loaded.set(name, validator);
  return validator;
}

async function loadValidator(name: string): Promise<Validator> {
  const module: unknown = await import(new URL(`${schemaName(name)}.mjs`, FOLDER).href);
  const validate = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof validate !== 'function') throw new Error(`dist/validators/${name}.mjs is no validator: run npm run build`);
  return (value) => (validate(value) === true || !('errors' in validate) ? [] : errorsOf(validate.errors));
}

const errorsOf = (errors: unknown): readonly SchemaError[] => (Array.isArray(errors) ? errors.filter(isError) : []);

function isError(error: unknown): error is SchemaError {
  return typeof error === 'object' && error !== null && 'keyword' in error && 'instancePath' in error && 'params' in error;
}
