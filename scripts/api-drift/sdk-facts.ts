import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';

/** One member of a request, as the SDK's types have it. */
export interface SdkField {
  /** Empty where any value is allowed. */
  readonly values: readonly string[];
}

export type SdkFields = ReadonlyMap<string, SdkField>;

export interface SdkOperation {
  /** `PATCH /roles/{}`: parameters without their names, which differ from page to page. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Values that steps of the path can have, by the names of its parameters. */
  readonly parameters: SdkFields;
  /** Paths of the request's members: `options.attributes.email`, `groups[].id`. Empty without a body. */
  readonly fields: SdkFields;
  /** The fields of single kinds of it, by the member that tells them apart: `{ strategy: 'oidc' }`. */
  readonly kinds: readonly { readonly when: Readonly<Record<string, string>>; readonly fields: SdkFields }[];
}

export interface SdkFacts {
  readonly version: string;
  readonly operations: readonly SdkOperation[];
}

const READER = fileURLToPath(new URL('../../test/interop/api-drift/read-sdk.mjs', import.meta.url));
const MEGABYTE = 1024 * 1024;

/** Reads the types of the SDK in this folder. The reader is a process of its own, because the SDK and the compiler are not tenon's. */
export const readSdk = (folder: string): SdkFacts =>
  parseSdkFacts(JSON.parse(execFileSync(process.execPath, [READER, folder], { encoding: 'utf8', maxBuffer: 64 * MEGABYTE })));

export function parseSdkFacts(value: unknown): SdkFacts {
  if (!isObject(value) || !isArray(value.operations))
    throw new Error('The reader of the SDK printed something else than its facts.');
  return {
    version: String(value.version),
    operations: value.operations.flatMap((each) => (isObject(each) ? [parseOperation(each)] : [])),
  };
}

export const omitParameterNames = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

/** Whether an operation of the SDK is the one that tenon sends, where a parameter of the SDK may be a fixed step of tenon's. */
export function isOperation(sdk: SdkOperation, method: string, path: string): boolean {
  const steps = omitParameterNames(path).split('/');
  const own = omitParameterNames(sdk.path).split('/');
  return (
    sdk.method === method && own.length === steps.length && own.every((step, index) => step === '{}' || step === steps[index])
  );
}

function parseOperation({ method, path, parameters, fields, kinds }: Readonly<Record<string, JsonValue>>): SdkOperation {
  return {
    id: `${String(method)} ${omitParameterNames(String(path))}`,
    method: String(method),
    path: String(path),
    parameters: new Map(
      Object.entries(isObject(parameters) ? parameters : {}).map(([name, values]) => [
        name,
        { values: isArray(values) ? values.map(String) : [] },
      ]),
    ),
    fields: parseFields(fields),
    kinds: (isArray(kinds) ? kinds : []).flatMap((kind) =>
      isObject(kind) && isObject(kind.when)
        ? [
            {
              when: Object.fromEntries(Object.entries(kind.when).map(([name, text]) => [name, String(text)])),
              fields: parseFields(kind.fields),
            },
          ]
        : [],
    ),
  };
}

const parseFields = (fields: JsonValue | undefined): SdkFields =>
  new Map(
    Object.entries(isObject(fields) ? fields : {}).map(([path, field]) => [
      path,
      { values: isObject(field) && isArray(field.values) ? field.values.map(String) : [] },
    ]),
  );
