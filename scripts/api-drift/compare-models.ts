import { KNOWN_OPERATIONS } from '../../src/emulator/facts/known-operations.ts';
import { type Comparison, compareFields, compareWithSchema, type Difference, sumComparisons } from './compare-requests.ts';
import { readEmulatedBodies } from './emulator-requests.ts';
import { mapManagedOperations } from './managed-operations.ts';
import { listRetiredFields } from './retired-fields.ts';
import { omitParameterNames, type SdkFacts } from './sdk-facts.ts';
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
  const bodies = readEmulatedBodies();
  const unknown = operations
    .filter(({ id }) => !known.has(id))
    .map(({ id }): Difference => ({ id: `emulator: ${id}`, kind: 'operation' }));
  const compared = operations.flatMap(({ id, fields }) => {
    const emulated = bodies.get(id);
    return emulated
      ? [compareFields(fields, { root: emulated.root, schemas: [emulated.body], known: {} }, `emulator: ${id}`)]
      : [];
  });
  return sumComparisons([...compared, { fields: 0, values: 0, differences: unknown }]);
}

export const listDifferences = ({ schemas, literals, emulator, retired }: ModelComparison): readonly Difference[] => [
  ...schemas.differences,
  ...literals,
  ...emulator.differences,
  ...retired,
];
