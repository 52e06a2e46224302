import { toPrintableJson } from '../../model/json/printable-json.ts';
import { loadFiles } from '../../workflows/definition/load-files.ts';
import { listRequiredScopes, type RequiredScopes } from '../../workflows/plan/list-scopes.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags } from '../options/common-options.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';

export interface ScopesFlags extends DefinitionFlags {
  readonly format: string;
}

/** Prints the fewest scopes that a token needs for this definition: to plan, to detect drift and to apply. */
export async function runScopesCommand(files: readonly string[], flags: ScopesFlags, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadFiles(files, { ...flags, secretsOptional: true });
  if (!loaded.ok) return reportFailure(loaded.error, terminal);
  const scopes = await listRequiredScopes(loaded.value);
  terminal.print(flags.format === 'json' ? toPrintableJson(scopes, 2) : formatScopes(scopes));
  return EXIT.ok;
}

function formatScopes({ plan, drift, apply }: RequiredScopes): string {
  const formatAdditional = (list: readonly string[]): string => list.filter((scope) => !plan.includes(scope)).join(' ');
  return [
    'plan (read-only):',
    `  ${plan.join(' ')}`,
    'drift (in addition to plan, to find who made a change):',
    `  ${formatAdditional(drift)}`,
    'apply (in addition to plan):',
    `  ${formatAdditional(apply)}`,
  ].join('\n');
}
