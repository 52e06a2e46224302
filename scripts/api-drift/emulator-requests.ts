import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { omitParameterNames } from './sdk-facts.ts';

const FACTS = new URL('../../src/emulator/facts/schemas/', import.meta.url);

/** What the emulator accepts: schemas of the body and of the parameters in the path, where it has them. */
export interface EmulatedRequest {
  readonly root: JsonObject;
  readonly body?: JsonObject;
  readonly path?: JsonObject;
}

/** Reads the requests that the emulator accepts, by method and path. */
export function readEmulatedRequests(): ReadonlyMap<string, EmulatedRequest> {
  return new Map(
    readdirSync(FACTS)
      .filter((name) => name.endsWith('.json'))
      .flatMap((file) => {
        const root: unknown = JSON.parse(readFileSync(new URL(file, FACTS), 'utf8'));
        return isObject(root) && isObject(root.operations) ? listRequests(root, root.operations) : [];
      }),
  );
}

const listRequests = (root: JsonObject, operations: JsonObject): readonly (readonly [string, EmulatedRequest])[] =>
  Object.entries(operations).map(([id, facts]) => {
    const { body, path } = isObject(facts) ? facts : {};
    return [omitParameterNames(id), { root, ...(isObject(body) && { body }), ...(isObject(path) && { path }) }];
  });
