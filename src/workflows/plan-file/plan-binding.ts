import type { SecretResolver } from '../../model/definition/definition.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getPlanKey, type SavedPlan } from './saved-plan.ts';
import { computeSecretsFingerprint } from './secrets-fingerprint.ts';

/** What a saved plan is checked against before it is applied. */
export interface BindingContext {
  readonly tenant: string;
  readonly definition: string;
  readonly tool: string;
  readonly secrets: SecretResolver;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Maximum age in seconds. Undefined: any age. */
  readonly maxAge?: number;
}

/** Finds why a saved plan must not be applied: it is valid only for the tenant, definition, secrets and major version it was made with. */
export const findBindingProblems = (saved: SavedPlan, context: BindingContext): readonly Problem[] => [
  ...createMismatchProblems(
    saved.plan.tenant !== context.tenant,
    `it was made for the tenant ${saved.plan.tenant}, but this is ${context.tenant}`,
  ),
  ...createMismatchProblems(saved.plan.definition !== context.definition, 'the definition has changed since it was made'),
  ...createMismatchProblems(
    getMajorVersion(saved.plan.tool) !== getMajorVersion(context.tool),
    `it was made by ${saved.plan.tool}, but this is ${context.tool}`,
  ),
  ...createMismatchProblems(
    hasChangedSecrets(saved, context),
    'the value of a secret that it sends has changed since it was made',
  ),
  ...findExpiryProblems(saved, context),
];

const createMismatchProblems = (isMismatch: boolean, why: string): readonly Problem[] =>
  isMismatch
    ? [
        {
          code: 'plan-foreign',
          severity: 'error',
          message: `this plan cannot be applied: ${why}`,
          hint: 'Plan again, and apply the new plan.',
        },
      ]
    : [];

/** `tenon/1.4.2` → `tenon/1`. */
const getMajorVersion = (tool: string): string => tool.split('.')[0] ?? tool;

const hasChangedSecrets = ({ plan, secrets }: SavedPlan, context: BindingContext): boolean =>
  secrets?.fingerprint !== computeSecretsFingerprint(plan, context.secrets, secrets?.salt ?? '', getPlanKey(context.env));

function findExpiryProblems(saved: SavedPlan, context: BindingContext): readonly Problem[] {
  const age = (context.now.getTime() - Date.parse(saved.savedAt)) / 1000;
  if (context.maxAge === undefined || (age >= 0 && age <= context.maxAge)) return [];
  return [
    {
      code: 'plan-expired',
      severity: 'error',
      message: `the plan was saved at ${saved.savedAt}; --max-age allows ${context.maxAge} s`,
      hint: 'Plan again.',
    },
  ];
}
