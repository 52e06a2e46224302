import { KNOWN_OPERATIONS } from '../../src/emulator/facts/known-operations.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { type Comparison, compareFields, compareWithSchema, type Difference, sumComparisons } from './compare-requests.ts';
import { type EmulatedRequest, readEmulatedRequests } from './emulator-requests.ts';
import { mapManagedOperations } from './managed-operations.ts';
import { listRetiredFields } from './retired-fields.ts';
import { omitParameterNames, type SdkFacts, type SdkFields, type SdkOperation } from './sdk-facts.ts';
import { type DescribedRequest, listDescribedRequests } from './type-requests.ts';

/** What the SDK and tenon's three models of the API say differently. */
export interface ModelComparison {
  readonly requests: readonly DescribedRequest[];
  /** Which resource types use an operation. */
  readonly managed: ReadonlyMap<string, readonly string[]>;
  readonly schemas: Comparison;
  readonly emulator: Comparison;
  /** Operations that no resource type uses. */
  readonly literals: readonly Difference[];
  /** Fields that the schemas have and the SDK does not. */
  readonly retired: readonly Difference[];
}

export function compareModels(sdk: SdkFacts): ModelComparison {
  const requests = listDescribedRequests(sdk);
  const managed = mapManagedOperations(sdk);
  const known = new Set(KNOWN_OPERATIONS.map(([method, path]) => `${method} ${omitParameterNames(path)}`));
  return {
    requests,
    managed,
    schemas: sumComparisons(requests.map(compareWithSchema)),
    emulator: compareEmulator(sdk, known),
    literals: sdk.operations.filter(({ id }) => !managed.has(id)).map(({ id }) => ({ id, kind: 'operation' })),
    retired: listRetiredFields(requests),
  };
}

/** The emulator's facts know nothing of tenon's schemas: what both have from one author is checked by a third. */
function compareEmulator({ operations }: SdkFacts, known: ReadonlySet<string>): Comparison {
  const requests = readEmulatedRequests();
  const unknown = operations
    .filter(({ id }) => !known.has(id))
    .map(({ id }): Difference => ({ id: `emulator: ${id}`, kind: 'operation' }));
  const compared = operations.flatMap((operation) => compareRequest(operation, requests.get(operation.id)));
  return sumComparisons([...compared, { fields: 0, values: 0, differences: unknown }]);
}

function compareRequest({ id, fields, parameters }: SdkOperation, emulated: EmulatedRequest | undefined): readonly Comparison[] {
  if (!emulated) return [];
  const compare = (part: JsonObject | undefined, sent: SdkFields): readonly Comparison[] =>
    part ? [compareFields(sent, { root: emulated.root, schemas: [part], known: {} }, `emulator: ${id}`)] : [];
  return [...compare(emulated.body, fields), ...compare(emulated.path, parameters)];
}

export const listDifferences = ({ schemas, literals, emulator, retired }: ModelComparison): readonly Difference[] => [
  ...schemas.differences,
  ...literals,
  ...emulator.differences,
  ...retired,
];
