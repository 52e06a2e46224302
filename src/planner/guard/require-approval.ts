import type { Impact, ImpactClass } from '../../model/plan/impact.ts';
import type { Operation } from '../../model/plan/operation.ts';
import { PERMISSIONS, type Permission } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** What a plan with each class of impact would do. */
const CONSEQUENCES = {
  weakens: 'weaken protections',
  widens: 'widen access',
  tightens: 'take access away',
  'runs-code': 'run different code',
  loses: 'delete data',
  secret: 'replace credentials',
} as const;

type GuardedClass = keyof typeof CONSEQUENCES & Permission;

const GUARDED_CLASSES: readonly GuardedClass[] = PERMISSIONS.filter((permission) => permission !== 'user-loss');

/** Refuses impacts that the definition wants to be approved, and that `--allow` does not permit. One problem per class. */
export const refuseUnapprovedImpacts = (
  operations: readonly Operation[],
  approvals: readonly ImpactClass[],
  allow: readonly Permission[],
): readonly Problem[] =>
  GUARDED_CLASSES.filter((each) => approvals.includes(each) && !allow.includes(each)).flatMap((each) =>
    refuseClass(operations, each),
  );

interface ApprovableOperation {
  readonly address: string;
  readonly impact: Impact;
}

function refuseClass(operations: readonly Operation[], is: GuardedClass): readonly Problem[] {
  const found = operations.flatMap(({ address, impact = [] }): ApprovableOperation[] => {
    const first = impact.find((each) => each.is === is);
    return first ? [{ address, impact: first }] : [];
  });
  const [only] = found;
  if (!only) return [];
  return [
    {
      code: 'guard-impact',
      severity: 'error',
      message: `the plan would ${CONSEQUENCES[is]}, which needs approval (reconcile.require): ${formatOperations(found)}`,
      ...(found.length === 1 ? { place: { kind: 'address', address: only.address } } : {}),
      hint: `If that is intended, plan again with --allow ${is}.`,
    },
  ];
}

const MAX_NAMED_OPERATIONS = 5;

/** `tenant (Users stay signed in longer), roles/admin (…) and 7 more` */
function formatOperations(found: readonly ApprovableOperation[]): string {
  const names = [...new Set(found.map(({ address, impact }) => `${address} (${impact.says.replace(/\.$/, '')})`))];
  const more = names.length > MAX_NAMED_OPERATIONS ? ` and ${names.length - MAX_NAMED_OPERATIONS} more` : '';
  return names.slice(0, MAX_NAMED_OPERATIONS).join(', ') + more;
}
