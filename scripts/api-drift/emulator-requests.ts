import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { omitParameterNames } from './sdk-facts.ts';

const FACTS = new URL('../../src/emulator/facts/schemas/', import.meta.url);

interface EmulatedBody {
  readonly root: JsonObject;
  readonly body: JsonObject;
}

/** Reads the bodies of requests that the emulator accepts, by method and path. */
export function readEmulatedBodies(): ReadonlyMap<string, EmulatedBody> {
  return new Map(
    readdirSync(FACTS)
      .filter((name) => name.endsWith('.json'))
      .flatMap((file) => {
        const root: unknown = JSON.parse(readFileSync(new URL(file, FACTS), 'utf8'));
        if (!isObject(root) || !isObject(root.operations)) return [];
        return Object.entries(root.operations).flatMap(([id, facts]): [string, EmulatedBody][] =>
          isObject(facts) && isObject(facts.body) ? [[omitParameterNames(id), { root, body: facts.body }]] : [],
        );
      }),
  );
}
