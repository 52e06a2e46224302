import type { Explanation } from '../../model/explanation.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { DefinitionOptions, TenantOptions } from '../commands/common-options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { loadDefinition } from '../load-with-options.ts';
import { openTenant } from '../open-tenant.ts';
import { fetchDeclaredSnapshot, planDefinition } from '../plan-definition.ts';
import { createProgress } from '../progress-line.ts';
import { createRunId } from '../run-id.ts';
import type { Terminal } from '../terminal.ts';

export interface ExplainOptions extends DefinitionOptions, TenantOptions {
  readonly format: string;
}

/** Why a plan does with one value what it does. Only reads. */
export async function runExplainCommand(
  addressText: string,
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const explanation = await buildExplanation(addressText, files, options, terminal);
  if (!explanation.ok) {
    await terminal.reportProblems(explanation.error);
    return EXIT.error;
  }
  const { renderExplanation } = await import('../../reporter/text/text-explanation.ts');
  const text = options.format === 'json' ? toPrintableJson(explanation.value, 2) : renderExplanation(explanation.value, terminal);
  terminal.print(text);
  return EXIT.ok;
}

async function buildExplanation(
  addressText: string,
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Outcome<Explanation, readonly Problem[]>> {
  const loaded = await loadDefinition(files, options, options.emulator !== undefined);
  if (!loaded.ok) return loaded;
  const progress = createProgress(terminal);
  const tenant = await openTenant(options, progress, createRunId());
  if (!tenant.ok) return tenant;
  try {
    const snapshot = await fetchDeclaredSnapshot(loaded.value, tenant.value.api, progress);
    const plan = snapshot.ok ? await planDefinition(loaded.value, snapshot.value) : snapshot;
    if (!snapshot.ok || !plan.ok) return failWith(plan.ok ? [] : plan.error);
    const { RESOURCE_TYPES: catalogue } = await import('../../resources/catalogue.ts');
    const { findExplainTarget } = await import('../../explainer/explain-target.ts');
    const { explainValue } = await import('../../explainer/explain-value.ts');
    const { definition, findOrigin } = loaded.value;
    const place = findExplainTarget(addressText, definition, snapshot.value, catalogue);
    if (!place.ok) return failWith([place.error]);
    return succeed(
      explainValue({ ...place.value, definition, snapshot: snapshot.value, plan: plan.value, catalogue, findOrigin }),
    );
  } finally {
    await tenant.value.close();
  }
}
