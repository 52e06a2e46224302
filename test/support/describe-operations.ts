import { listChanges, type Plan } from '../../src/model/plan/plan.ts';

/** What a plan would change, a line an operation: `update roles/admin: replace /description`. */
export const describeOperations = (plan: Plan): readonly string[] =>
  listChanges(plan).map(({ id, changes }) =>
    changes.length === 0 ? id : `${id}: ${changes.map(({ op, path }) => `${op} ${path}`).join(', ')}`,
  );
