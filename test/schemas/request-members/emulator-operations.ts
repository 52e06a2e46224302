import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../../../src/model/json/json-value.ts';
import { getObjectAt } from '../schema-helpers.ts';
import { listMembers, type Member } from './list-members.ts';

const FOLDER = new URL('../../../src/emulator/facts/schemas/', import.meta.url);

/** A write that the emulator accepts: `PATCH /clients/{}`. */
export interface EmulatedOperation {
  readonly name: string;
  readonly members: readonly Member[];
  /** The values that each parameter of the path can have. Empty: any. */
  readonly pathValues: readonly (readonly string[])[];
}

interface Family {
  readonly root: JsonObject;
  readonly operations: JsonObject;
}

const families: readonly Family[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
  .filter(isObject)
  .map((root) => ({ root, operations: getObjectAt(root, 'operations') }));

/** Finds the operation at a path, whose parameters are in braces: its own one before one with parameters in the place of names. */
export function findOperation(method: string, path: string): EmulatedOperation | undefined {
  const wanted = path.replace(/\{[^}]+\}/g, '{}').split('/');
  const found = families
    .flatMap(({ root, operations }) =>
      Object.keys(operations).map((name) => ({ root, name, operation: getObjectAt(operations, name) })),
    )
    .filter(({ name, operation }) => isSamePath(name, method, wanted) && Object.hasOwn(operation, 'body'))
    .sort((a, b) => countParameters(a.name) - countParameters(b.name));
  return found[0] && toOperation(found[0]);
}

function isSamePath(name: string, method: string, wanted: readonly string[]): boolean {
  const [ownMethod, path = ''] = name.split(' ');
  const own = path.split('/');
  return (
    ownMethod === method && own.length === wanted.length && own.every((step, index) => step === '{}' || step === wanted[index])
  );
}

const countParameters = (name: string): number => name.split('{}').length;

const toOperation = ({
  root,
  name,
  operation,
}: {
  root: JsonObject;
  name: string;
  operation: JsonObject;
}): EmulatedOperation => ({
  name,
  members: listMembers(root, getObjectAt(operation, 'body')),
  pathValues: Object.values(getObjectAt(getObjectAt(operation, 'path'), 'properties')).map((parameter) =>
    isObject(parameter) ? listMembers(root, parameter).flatMap(({ values }) => values) : [],
  ),
});
