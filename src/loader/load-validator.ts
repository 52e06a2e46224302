import { type Archive, evaluateValidators, readArchive } from '../disk/compiled-validators.ts';
import type { JsonValue } from '../model/json/json-value.ts';
import type { ResourceType } from '../resources/resource-type.ts';

/** An error reported by Ajv. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer of the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Validator = (value: JsonValue) => readonly SchemaError[];

const validatorCache = new Map<string, Validator>();
let archive: Archive | undefined;

/** Loads the validator of a schema on first use. `scripts/build.mjs` compiles the validators ahead of time. */
export async function getValidator(name: string): Promise<Validator> {
  const validator = validatorCache.get(name) ?? loadValidator(name);
  validatorCache.set(name, validator);
  return validator;
}

/** Returns the validator of a type's resources. A type that a program added has its schema compiled on first use. */
export function getTypeValidator({ ownSchema, schemaName }: ResourceType): Promise<Validator> {
  if (ownSchema === undefined) return getValidator(schemaName);
  const validator = compiledValidators.get(ownSchema) ?? compileValidator(ownSchema);
  compiledValidators.set(ownSchema, validator);
  return validator;
}

const compiledValidators = new WeakMap<object, Promise<Validator>>();

async function compileValidator(schema: object): Promise<Validator> {
  const { compileSchema } = await import('../schema/compile/compile-schema.ts');
  return toValidator(compileSchema(schema));
}

function loadValidator(name: string): Validator {
  archive ??= readArchive('validators.archive');
  const validate = evaluateValidators(archive.get(name)?.() ?? '');
  if (!isCompiledFunction(validate)) throw new Error(`dist/validators.archive has no ${name}. Run npm run build.`);
  return toValidator(validate);
}

/** A function compiled by Ajv: returns whether the value is valid, and keeps the errors of its last call. */
type CompiledFunction = ((value: JsonValue) => unknown) & { readonly errors?: unknown };

const isCompiledFunction = (value: unknown): value is CompiledFunction => typeof value === 'function';

const toValidator =
  (validate: CompiledFunction): Validator =>
  (value) =>
    validate(value) === true ? [] : toSchemaErrors(validate.errors);

const toSchemaErrors = (errors: unknown): readonly SchemaError[] => (Array.isArray(errors) ? errors.filter(isSchemaError) : []);

function isSchemaError(error: unknown): error is SchemaError {
  return typeof error === 'object' && error !== null && 'keyword' in error && 'instancePath' in error && 'params' in error;
}
