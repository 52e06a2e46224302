import { isObject } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { hasSubresource } from '../../resources/identity/identify-resources.ts';
import type { Matching } from '../match/match-resources.ts';

/** Refuses declared relations on resources that cannot have them, such as directory provisioning of a connection of another strategy. */
export const refuseMisplacedRelations = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared: { address, fields, relations }, live }) =>
      definition.relations
        .filter(({ field }) => (relations[field] ?? []).some(isObject))
        .filter((relation) => !hasSubresource(relation, { ...live?.body, ...fields }))
        .map(
          ({ field, appliesTo }): Problem => ({
            code: 'unknown-field',
            severity: 'error',
            message: `${address} cannot have "${field}"`,
            place: { kind: 'address', address, pointer: `/${field}` },
            expected: Object.entries(appliesTo ?? {})
              .map(([name, value]) => `${definition.noun} with ${name} ${JSON.stringify(value)}`)
              .join(', '),
            hint: 'Remove it.',
          }),
        ),
    ),
  );
