import type { Explanation } from '../../model/explanation.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { DefinitionOptions, TenantOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { planFor, snapshotFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { newRunId } from '../run-id.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface ExplainOptions extends DefinitionOptions, TenantOptions {
  readonly format: string;
}

/** Why a plan does with one value what it does. Only reads. */
export async function explain(
  asked: string,
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const made = await explained(asked, files, options, terminal);
  if (!made.ok) {
    await terminal.problems(made.error);
    return EXIT.error;
  }
  const { explanationText } = await import('../../reporter/text/explanation.ts');
  const text = options.format === 'json' ? printableJson(made.value, 2) : explanationText(made.value, terminal);
  terminal.print(text);
  return EXIT.ok;
}

async function explained(
  asked: string,
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Outcome<Explanation, readonly Problem[]>> {
  const loaded = await loadDefinition(files, options, options.emulator !== undefined);
  if (!loaded.ok) return loaded;
  const progress = progressOn(terminal);
  const tenant = await openTenant(options, progress, newRunId());
  if (!tenant.ok) return tenant;
  try {
    const snapshot = await snapshotFor(loaded.value, tenant.value.api, progress);
    const plan = snapshot.ok ? await planFor(loaded.value, snapshot.value) : snapshot;
    if (!snapshot.ok || !plan.ok) return failure(plan.ok ? [] : plan.error);
    const { RESOURCE_TYPES: catalogue } = await import('../../resources/index.ts');
    const { askedFor } = await import('../../explainer/place.ts');
    const { explain: explainValue } = await import('../../explainer/explain.ts');
    const { definition, originOf: origin } = loaded.value;
    const place = askedFor(asked, definition, snapshot.value, catalogue);
    if (!place.ok) return failure([place.error]);
    return success(explainValue({ ...place.value, definition, snapshot: snapshot.value, plan: plan.value, catalogue, origin }));
  } finally {
    await tenant.value.close();
  }
}
