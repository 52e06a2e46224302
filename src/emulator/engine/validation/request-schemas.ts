import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { listSchemaFamilies, readSchemaFamily } from '../../request-schema-files.ts';
import { STRING_FORMATS } from './string-formats.ts';

/** Builds the key of an operation in the schema files: method and path, parameters without their names. */
const buildOperationKey = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

type RequestPart = 'body' | 'query' | 'path';

const getFamilyName = (path: string): string => path.split('/')[1] ?? '';

/** The JSON Schemas of all operations, read per family and compiled per operation on first use. */
export class RequestSchemas {
  readonly #files = listSchemaFamilies();
  readonly #families = new Map<string, JsonObject>();
  readonly #compiled = new Map<string, ValidateFunction>();
  #ajv: Ajv | undefined;

  getOperation(method: string, path: string): JsonObject {
    const found = getObjectMember(this.#listOperations(getFamilyName(path)), buildOperationKey(method, path));
    return isObject(found) ? found : {};
  }

  /** Returns the first violation; `undefined` if the value is valid or the operation has no schema. */
  findViolation(method: string, path: string, part: RequestPart, value: JsonValue): ErrorObject | undefined {
    const validate = this.#getValidator(method, path, part);
    if (validate === undefined || validate(value)) return undefined;
    return pickViolation(validate.errors ?? []);
  }

  #listOperations(family: string): JsonObject {
    const operations = getObjectMember(this.#loadFamily(family), 'operations');
    return isObject(operations) ? operations : {};
  }

  #loadFamily(name: string): JsonObject {
    const known = this.#families.get(name);
    if (known !== undefined) return known;
    const file = this.#files.get(name);
    const family = file === undefined ? {} : readSchemaFamily(file);
    this.#families.set(name, family);
    this.#getAjv().addSchema({ $id: name, $defs: getObjectMember(family, '$defs') ?? {} });
    return family;
  }

  #getAjv(): Ajv {
    this.#ajv ??= new Ajv({ strict: false, verbose: true, formats: STRING_FORMATS, unicodeRegExp: false, logger: false });
    return this.#ajv;
  }

  #getValidator(method: string, path: string, part: RequestPart): ValidateFunction | undefined {
    const key = `${buildOperationKey(method, path)} ${part}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const schema = getObjectMember(this.getOperation(method, path), part);
    if (!isObject(schema)) return undefined;
    const validate = this.#getAjv().compile(qualifyReferences(getFamilyName(path), schema));
    this.#compiled.set(key, validate);
    return validate;
  }
}

/** Prefixes each `$ref` with the family's name, under which its definitions are registered. */
function qualifyReferences(family: string, schema: JsonObject): JsonObject {
  const qualify = (value: JsonValue): JsonValue => {
    if (isArray(value)) return value.map(qualify);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === '$ref' ? `${family}${item}` : qualify(item)]),
    );
  };
  const qualified = qualify(schema);
  return isObject(qualified) ? qualified : {};
}

/** Picks the first error. For a failed `anyOf` it is the most specific one; the last only says that no branch matched. */
const pickViolation = (errors: readonly ErrorObject[]): ErrorObject | undefined => errors[0];

/** Shared by all emulators of a process: the schemas are facts, and compiling them takes most of an emulator's first requests. */
export const REQUEST_SCHEMAS = new RequestSchemas();
