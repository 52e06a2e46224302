import { getObjectMember } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Matching } from '../match/match-resources.ts';
import { canImport, getBulkCreate, needsImport } from '../operations/bulk-creates.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses creates with fields that only an import job takes, if the resource cannot be imported. */
export const refuseImpossibleImports = ({ types }: Matching, context: PlanningContext): readonly Problem[] =>
  types.flatMap(({ definition, pairs }) => {
    const bulk = getBulkCreate(definition);
    if (!bulk) return [];
    return pairs.flatMap(({ declared: { address, fields }, live }): readonly Problem[] => {
      if (live || !needsImport(bulk, fields) || canImport(definition, bulk, fields, context)) return [];
      const field = bulk.onlyFields.find((name) => getObjectMember(fields, name) !== undefined) ?? '';
      const allowed = [bulk.where.field, ...bulk.fields].join(', ');
      return [
        {
          code: 'not-importable',
          severity: 'error',
          message: `${address} declares ${field}, so it must be created by an import job, and that is not possible`,
          place: { kind: 'address', address, pointer: toPointer([field]) },
          hint: `An import needs ${bulk.requiredFields.join(', ')} and a ${bulk.where.field} with ${bulk.where.has} ${bulk.where.values.join(' or ')}. It takes only these fields: ${allowed}.`,
        },
      ];
    });
  });
