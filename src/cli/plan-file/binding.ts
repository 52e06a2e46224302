import type { SecretResolver } from '../../loader/substitute/secret-resolver.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { planKey, type SavedPlan } from './saved.ts';
import { fingerprintOf } from './secrets.ts';

/** What a saved plan is held against before it may be applied. */
export interface Here {
  readonly tenant: string;
  readonly definition: string;
  readonly tool: string;
  readonly secrets: SecretResolver;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Seconds; older plans are refused. */
  readonly maxAge?: number;
}

/** A saved plan holds for the tenant, the definition, the secrets and the major version that it was made with, and for no other. */
export const bindingProblems = (saved: SavedPlan, here: Here): readonly Problem[] => [
  ...differs(saved.plan.tenant !== here.tenant, `it was made for the tenant ${saved.plan.tenant}, this is ${here.tenant}`),
  ...differs(saved.plan.definition !== here.definition, 'the definition has changed since it was made'),
  ...differs(majorOf(saved.plan.tool) !== majorOf(here.tool), `it was made by ${saved.plan.tool}, this is ${here.tool}`),
  ...differs(secretsChanged(saved, here), 'the value of a secret that it sends has changed since it was made'),
  ...expired(saved, here),
];

const differs = (does: boolean, why: string): readonly Problem[] =>
  does
    ? [{ code: 'plan-foreign', severity: 'error', message: `this plan does not fit: ${why}`, hint: 'Plan again, here and now.' }]
    : [];

/** `tenon/1.4.2` → `tenon/1`. */
const majorOf = (tool: string): string => tool.split('.')[0] ?? tool;

const secretsChanged = ({ plan, secrets }: SavedPlan, here: Here): boolean =>
  secrets?.fingerprint !== fingerprintOf(plan, here.secrets, secrets?.salt ?? '', planKey(here.env));

function expired(saved: SavedPlan, here: Here): readonly Problem[] {
  const age = (here.now.getTime() - Date.parse(saved.savedAt)) / 1000;
  if (here.maxAge === undefined || (age >= 0 && age <= here.maxAge)) return [];
  return [
    {
      code: 'plan-expired',
      severity: 'error',
      message: `the plan is of ${saved.savedAt}; --max-age allows ${here.maxAge} seconds`,
      hint: 'Plan again.',
    },
  ];
}
