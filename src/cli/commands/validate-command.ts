import { toPrintableJson } from '../../model/json/printable-json.ts';
import { formatCount } from '../../model/wording.ts';
import { loadFiles } from '../../workflows/definition/load-files.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags } from '../options/common-options.ts';
import { createAnnotatingTerminal } from '../output/render-documents.ts';
import type { Terminal } from '../output/terminal.ts';

export interface ValidateOptions extends DefinitionFlags {
  readonly format: string;
}

/** Checks a definition offline: syntax, schema, references, rules. */
export async function runValidateCommand(
  files: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const loaded = await loadFiles(files, { ...options, secretsOptional: true });
  const problems = loaded.ok ? loaded.value.warnings : loaded.error;
  if (options.format === 'json') terminal.print(toPrintableJson({ valid: loaded.ok, problems }, 2));
  else await createAnnotatingTerminal(terminal, options.format).reportProblems(problems);
  if (!loaded.ok) return EXIT.error;
  const { resources, declared } = loaded.value.definition;
  const types = new Set(declared.map(({ type }) => type)).size;
  if (options.format !== 'json')
    terminal.print(`${files.join(', ')}: valid, ${formatCount(resources.length, 'resource')} of ${formatCount(types, 'type')}`);
  return EXIT.ok;
}
