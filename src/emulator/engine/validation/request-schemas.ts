import type { ErrorObject, ValidateFunction } from 'ajv';
import { getObjectMember, type JsonObject, type JsonValue, toJsonObject } from '../../../model/json/json-value.ts';
import { listSchemaFamilies, loadFamilyValidators, readSchemaFamily } from '../../request-schema-files.ts';
import { STRING_FORMATS } from './string-formats.ts';

/** Builds the key of an operation in the schema files: method and path, parameters without their names. */
const buildOperationKey = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

/** `item` is one entry of a file that the body carries. */
type RequestPart = 'body' | 'path' | 'item';

/** The JSON Schemas of all operations, loaded by the first segment of their paths on first use: descriptions and validators separately. */
export class RequestSchemas {
  readonly #files = listSchemaFamilies();
  readonly #operations = new Map<string, JsonObject>();
  readonly #validators = new Map<string, ReadonlyMap<string, ValidateFunction>>();

  getOperation(method: string, path: string): JsonObject {
    const file = this.#findFile(path);
    if (file === undefined) return {};
    const operations = this.#operations.get(file) ?? toJsonObject(getObjectMember(readSchemaFamily(file), 'operations'));
    this.#operations.set(file, operations);
    return toJsonObject(getObjectMember(operations, buildOperationKey(method, path)));
  }

  /** Returns the first violation; `undefined` if the value is valid or the operation has no schema. */
  findViolation(method: string, path: string, part: RequestPart, value: JsonValue): ErrorObject | undefined {
    const file = this.#findFile(path);
    if (file === undefined) return undefined;
    const validators = this.#validators.get(file) ?? loadFamilyValidators(file, STRING_FORMATS);
    this.#validators.set(file, validators);
    const validate = validators.get(`${buildOperationKey(method, path)} ${part}`);
    if (validate === undefined || validate(value)) return undefined;
    return pickViolation(validate.errors ?? []);
  }

  #findFile = (path: string): string | undefined => this.#files.get(path.split('/')[1] ?? '');
}

/** Picks the first error. For a failed `anyOf` it is the most specific one; the last only says that no branch matched. */
const pickViolation = (errors: readonly ErrorObject[]): ErrorObject | undefined => errors[0];

/** Shared by all emulators of a process: the schemas are facts, and loading them takes most of an emulator's first requests. */
export const REQUEST_SCHEMAS = new RequestSchemas();
