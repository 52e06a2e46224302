import type { Explanation } from '../../model/explanation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type LoadFilesOptions, loadFiles } from '../definition/load-files.ts';
import type { WorkflowPorts } from '../ports.ts';
import { openTenant, type TenantOptions } from '../tenant/open-tenant.ts';
import { fetchDeclaredSnapshot, planDefinition } from './plan-definition.ts';

export interface ExplainFieldInput {
  /** An address, optionally with one of its fields: `clients/Shop.callbacks`. */
  readonly subject: string;
  readonly files: readonly string[];
  readonly loading?: LoadFilesOptions;
  readonly tenant: TenantOptions;
}

/** Explains why a plan changes a value or keeps it: both sides, how they are compared, and the outcome. Read-only. */
export async function explainField(
  { subject, files, loading, tenant: options }: ExplainFieldInput,
  ports: WorkflowPorts,
): Promise<Outcome<Explanation, readonly Problem[]>> {
  const loaded = await loadFiles(files, { ...loading, catalogue: ports.catalogue }, ports.env);
  if (!loaded.ok) return loaded;
  const tenant = await openTenant(options, ports);
  if (!tenant.ok) return tenant;
  try {
    const snapshot = await fetchDeclaredSnapshot(loaded.value, tenant.value.api, ports);
    if (!snapshot.ok) return failWith(snapshot.error);
    const plan = await planDefinition(loaded.value, snapshot.value);
    if (!plan.ok) return failWith(plan.error);
    const { findExplainTarget } = await import('../../explainer/explain-target.ts');
    const { explainValue } = await import('../../explainer/explain-value.ts');
    const { definition, catalogue, findOrigin } = loaded.value;
    const target = findExplainTarget(subject, definition, snapshot.value, catalogue);
    if (!target.ok) return failWith([target.error]);
    return succeed(
      explainValue({ ...target.value, definition, snapshot: snapshot.value, plan: plan.value, catalogue, findOrigin }),
    );
  } finally {
    await tenant.value.close();
  }
}
