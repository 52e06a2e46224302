import { readFileSync } from 'node:fs';
import type { JsonValue } from '../model/json/json-value.ts';
import type { Spelling } from './compare/value-spelling.ts';
import type { ImpactKeyword } from './impact-keyword.ts';

/** A JSON Schema with the keywords of docs/schema-vocabulary.md that the engine reads. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly ConditionalSchema[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  readonly 'x-reference'?: string;
  readonly 'x-reference-prefix'?: string;
  readonly 'x-in-effect'?: boolean;
  readonly 'x-reference-item'?: { readonly of: string; readonly in: string; readonly loose?: boolean };
  readonly 'x-unordered'?: boolean;
  readonly 'x-item-key'?: readonly string[];
  readonly 'x-listed-by'?: readonly string[];
  readonly 'x-create-only'?: boolean;
  readonly 'x-create-required'?: boolean;
  readonly 'x-patch'?: PatchMode;
  readonly 'x-whole'?: boolean;
  readonly 'x-excludes'?: readonly string[];
  readonly 'x-excludes-when'?: Readonly<Record<string, readonly string[]>>;
  readonly 'x-version-of'?: string;
  readonly 'x-one-of'?: readonly string[];
  readonly 'x-at-most'?: string;
  readonly 'x-always-set'?: boolean;
  readonly 'x-derived'?: boolean;
  readonly 'x-unique'?: boolean;
  readonly 'x-shown-as'?: string;
  readonly 'x-shown-hash'?: 'sha256';
  readonly 'x-spelling'?: Spelling;
  readonly 'x-mirrors'?: string;
  readonly 'x-secret'?: boolean;
  readonly default?: JsonValue;
  readonly 'x-server-default'?: JsonValue;
  readonly 'x-default-from'?: string;
  readonly 'x-generated'?: boolean;
  readonly 'x-empty'?: 'absent' | 'refused';
  readonly 'x-requires-scope'?: string | readonly string[];
  readonly 'x-write-scope'?: { readonly create?: string; readonly update?: string };
  readonly 'x-file'?: string;
  readonly 'x-rest'?: boolean;
  readonly 'x-relation'?: boolean;
  readonly 'x-attached'?: boolean;
  readonly 'x-opaque'?: boolean;
  readonly 'x-resend'?: true | 'declared';
  readonly 'x-holds'?: string;
  readonly 'x-update-only'?: boolean;
  readonly 'x-sent-with'?: readonly string[];
  readonly 'x-sent-apart-from'?: readonly string[];
  readonly 'x-after-relation'?: string;
  readonly 'x-state-when'?: { readonly field: string; readonly is: JsonValue; readonly otherwise: string };
  readonly 'x-renamed-to'?: string;
  readonly 'x-from-switches'?: boolean;
  readonly 'x-yields-to'?: string;
  readonly 'x-loose'?: boolean;
  readonly 'x-closed'?: string;
  readonly 'x-open'?: boolean;
  readonly 'x-retired-values'?: Readonly<Record<string, string>>;
  readonly 'x-refused-values'?: Readonly<Record<string, string>>;
  readonly 'x-read-only-values'?: readonly string[];
  readonly 'x-impact'?: ImpactKeyword;
}

/**
 * What a PATCH does with members of an object that the request omits: keep them (`merge`) or remove them (`replace`). `unproven`: no source
 * says which.
 */
export type PatchMode = 'merge' | 'replace' | 'unproven';

export interface ConditionalSchema {
  readonly if: { readonly properties: Readonly<Record<string, Schema>>; readonly required?: readonly string[] };
  readonly then: Schema;
}

const SCHEMA_FOLDER = new URL('../../schemas/', import.meta.url);
const loadedSchemas = new Map<string, Schema>();

/** Loads the schema of a whole definition, with the schema of `reconcile:` in its `$defs`. */
export const getDefinitionSchema = (): Schema => loadSchema('tenant');

/** Loads `schemas/<name>.schema.json`. The files are part of tenon and verified by `test/schemas`, so they are not validated here. */
export function loadSchema(name: string): Schema {
  const known = loadedSchemas.get(name);
  if (known) return known;
  const schema: Schema = JSON.parse(readFileSync(new URL(`${name}.schema.json`, SCHEMA_FOLDER), 'utf8'));
  loadedSchemas.set(name, schema);
  return schema;
}

/** Resolves a schema's `$ref`. Keywords next to the `$ref` take precedence over those of its target. */
export function resolveSchemaRef(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs?.[schema.$ref.slice('#/$defs/'.length)];
  if (!target) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...resolveSchemaRef(target, root), ...beside };
}
