import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import type { DefinitionOptions } from '../commands/common-options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { loadDefinition } from '../load-with-options.ts';
import type { Terminal } from '../terminal.ts';

export interface ScopesOptions extends DefinitionOptions {
  readonly format: string;
}

/** The least that a token must allow for this definition: to plan, to tell drift with names, to apply. */
export async function runScopesCommand(files: readonly string[], options: ScopesOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadDefinition(files, options, true);
  if (!loaded.ok) {
    await terminal.reportProblems(loaded.error);
    return EXIT.error;
  }
  const { computeFetchNeed, listReadScopes } = await import('../../fetcher/need/fetch-need.ts');
  const { collectWriteScopes } = await import('../../planner/guard/required-scopes.ts');
  const { RESOURCE_TYPES } = await import('../../resources/catalogue.ts');
  const { definition } = loaded.value;
  const plan = listNarrowestScopes(listReadScopes(computeFetchNeed(definition, RESOURCE_TYPES)));
  const drift = listNarrowestScopes([...plan, 'read:logs']);
  const apply = listNarrowestScopes([...plan, ...collectWriteScopes(definition, RESOURCE_TYPES)]);
  terminal.print(options.format === 'json' ? toPrintableJson({ plan, drift, apply }, 2) : formatScopes({ plan, drift, apply }));
  return EXIT.ok;
}

/** Where any of several scopes does, the first named is the narrowest. */
const listNarrowestScopes = (needs: readonly ScopeNeed[]): readonly string[] =>
  [...new Set(needs.flatMap((need) => (typeof need === 'string' ? [need] : need.slice(0, 1))))].sort();

function formatScopes({ plan, drift, apply }: Record<'plan' | 'drift' | 'apply', readonly string[]>): string {
  const formatAdditional = (list: readonly string[]): string => list.filter((scope) => !plan.includes(scope)).join(' ');
  return [
    'plan (only reads):',
    `  ${plan.join(' ')}`,
    'drift: the same, and to tell who changed what:',
    `  ${formatAdditional(drift)}`,
    'apply: those of plan, and:',
    `  ${formatAdditional(apply)}`,
  ].join('\n');
}
