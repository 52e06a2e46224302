import type { ErrorObject, ValidateFunction } from 'ajv';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { listSchemaFamilies, loadFamilyValidators, readSchemaFamily } from '../../request-schema-files.ts';
import { STRING_FORMATS } from './string-formats.ts';

/** Builds the key of an operation in the schema files: method and path, parameters without their names. */
const buildOperationKey = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

/** `item` is one entry of a file that the body carries. */
type RequestPart = 'body' | 'path' | 'item';

interface Family {
  readonly operations: JsonObject;
  readonly validators: ReadonlyMap<string, ValidateFunction>;
}

const NO_FAMILY: Family = { operations: {}, validators: new Map() };

/** The JSON Schemas of all operations, loaded by the first segment of their paths on first use. */
export class RequestSchemas {
  readonly #files = listSchemaFamilies();
  readonly #families = new Map<string, Family>();

  getOperation(method: string, path: string): JsonObject {
    const found = getObjectMember(this.#getFamily(path).operations, buildOperationKey(method, path));
    return isObject(found) ? found : {};
  }

  /** Returns the first violation; `undefined` if the value is valid or the operation has no schema. */
  findViolation(method: string, path: string, part: RequestPart, value: JsonValue): ErrorObject | undefined {
    const validate = this.#getFamily(path).validators.get(`${buildOperationKey(method, path)} ${part}`);
    if (validate === undefined || validate(value)) return undefined;
    return pickViolation(validate.errors ?? []);
  }

  #getFamily(path: string): Family {
    const file = this.#files.get(path.split('/')[1] ?? '');
    if (file === undefined) return NO_FAMILY;
    const family = this.#families.get(file) ?? loadFamily(file);
    this.#families.set(file, family);
    return family;
  }
}

function loadFamily(file: string): Family {
  const operations = getObjectMember(readSchemaFamily(file), 'operations');
  return { operations: isObject(operations) ? operations : {}, validators: loadFamilyValidators(file, STRING_FORMATS) };
}

/** Picks the first error. For a failed `anyOf` it is the most specific one; the last only says that no branch matched. */
const pickViolation = (errors: readonly ErrorObject[]): ErrorObject | undefined => errors[0];

/** Shared by all emulators of a process: the schemas are facts, and loading them takes most of an emulator's first requests. */
export const REQUEST_SCHEMAS = new RequestSchemas();
