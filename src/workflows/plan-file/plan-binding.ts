import type { SecretResolver } from '../../model/definition/definition.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getPlanKey, type SavedPlan } from './saved-plan.ts';
import { computeSecretsFingerprint } from './secrets-fingerprint.ts';

/** What a saved plan is held against before it may be applied. */
export interface BindingContext {
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
export const findBindingProblems = (saved: SavedPlan, context: BindingContext): readonly Problem[] => [
  ...createMismatchProblems(
    saved.plan.tenant !== context.tenant,
    `it was made for the tenant ${saved.plan.tenant}, this is ${context.tenant}`,
  ),
  ...createMismatchProblems(saved.plan.definition !== context.definition, 'the definition has changed since it was made'),
  ...createMismatchProblems(
    getMajorVersion(saved.plan.tool) !== getMajorVersion(context.tool),
    `it was made by ${saved.plan.tool}, this is ${context.tool}`,
  ),
  ...createMismatchProblems(
    hasChangedSecrets(saved, context),
    'the value of a secret that it sends has changed since it was made',
  ),
  ...findExpiryProblems(saved, context),
];

const createMismatchProblems = (isMismatch: boolean, why: string): readonly Problem[] =>
  isMismatch
    ? [{ code: 'plan-foreign', severity: 'error', message: `this plan does not fit: ${why}`, hint: 'Plan again, here and now.' }]
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
      message: `the plan is of ${saved.savedAt}; --max-age allows ${context.maxAge} seconds`,
      hint: 'Plan again.',
    },
  ];
}
