import type { ValidateFunction } from 'ajv';
import { createAjv } from './create-ajv.ts';
import { toValidationSchema } from './validation-schema.ts';

/** Compiles the schema of a type that a program added. Throws if it is not a schema, or has a keyword that tenon does not know. */
export function compileSchema(schema: object): ValidateFunction {
  createAjv().compile(schema);
  return createAjv({ messages: false }).compile(toValidationSchema(schema));
}
