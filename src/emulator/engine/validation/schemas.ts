import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { listFamilies, readFamily } from '../../read-facts.ts';
import { FORMATS } from './formats.ts';

/** Method and path without the names of parameters, as the facts are keyed. */
const operationKey = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

type Part = 'body' | 'query' | 'path';

const familyOf = (path: string): string => path.split('/')[1] ?? '';

/** The structural facts of all operations: read when a family is first needed, compiled when an operation is. */
export class Schemas {
  readonly #files = listFamilies();
  readonly #families = new Map<string, JsonObject>();
  readonly #compiled = new Map<string, ValidateFunction>();
  #ajv: Ajv | undefined;

  operation(method: string, path: string): JsonObject {
    const found = getObjectMember(this.#operationsOf(familyOf(path)), operationKey(method, path));
    return isObject(found) ? found : {};
  }

  /** The first violation, or nothing. */
  violation(method: string, path: string, part: Part, value: JsonValue): ErrorObject | undefined {
    const validate = this.#validator(method, path, part);
    if (validate === undefined || validate(value)) return undefined;
    return mostTelling(validate.errors ?? []);
  }

  #operationsOf(family: string): JsonObject {
    const operations = getObjectMember(this.#family(family), 'operations');
    return isObject(operations) ? operations : {};
  }

  #family(name: string): JsonObject {
    const known = this.#families.get(name);
    if (known !== undefined) return known;
    const file = this.#files.get(name);
    const family = file === undefined ? {} : readFamily(file);
    this.#families.set(name, family);
    this.#engine().addSchema({ $id: name, $defs: getObjectMember(family, '$defs') ?? {} });
    return family;
  }

  #engine(): Ajv {
    this.#ajv ??= new Ajv({ strict: false, verbose: true, formats: FORMATS, unicodeRegExp: false, logger: false });
    return this.#ajv;
  }

  #validator(method: string, path: string, part: Part): ValidateFunction | undefined {
    const key = `${operationKey(method, path)} ${part}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const schema = getObjectMember(this.operation(method, path), part);
    if (!isObject(schema)) return undefined;
    const validate = this.#engine().compile(pointingInto(familyOf(path), schema));
    this.#compiled.set(key, validate);
    return validate;
  }
}

/** Operations refer to their family's definitions. */
function pointingInto(family: string, schema: JsonObject): JsonObject {
  const turn = (value: JsonValue): JsonValue => {
    if (isArray(value)) return value.map(turn);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === '$ref' ? `${family}${item}` : turn(item)]),
    );
  };
  const turned = turn(schema);
  return isObject(turned) ? turned : {};
}

/** The verdict of an `anyOf` is the last error and says least; the first error inside it says most. */
const mostTelling = (errors: readonly ErrorObject[]): ErrorObject | undefined => errors[0];
