import { printableJson } from '../../model/json/printable-json.ts';
import type { DefinitionOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { annotating } from '../render.ts';
import type { Terminal } from '../terminal.ts';

export interface ValidateOptions extends DefinitionOptions {
  readonly format: string;
}

/** Offline: syntax, schema, references, rules. */
export async function validate(files: readonly string[], options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadDefinition(files, options, true);
  const problems = loaded.ok ? loaded.value.warnings : loaded.error;
  if (options.format === 'json') terminal.print(printableJson({ valid: loaded.ok, problems }, 2));
  else await annotating(terminal, options.format).problems(problems);
  if (!loaded.ok) return EXIT.error;
  const { resources, declared } = loaded.value.definition;
  const types = new Set(declared.map(({ type }) => type)).size;
  if (options.format !== 'json')
    terminal.print(`${files.join(', ')}: valid, ${counted(resources.length, 'resource')} of ${counted(types, 'type')}`);
  return EXIT.ok;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
