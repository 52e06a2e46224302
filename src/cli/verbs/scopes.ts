import { printableJson } from '../../model/json/printable-json.ts';
import type { ScopeNeed } from '../../resources/define.ts';
import type { DefinitionOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

export interface ScopesOptions extends DefinitionOptions {
  readonly format: string;
}

/** The least that a token must allow for this definition: to plan, to tell drift with names, to apply. */
export async function scopes(files: readonly string[], options: ScopesOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadDefinition(files, options, true);
  if (!loaded.ok) {
    await terminal.problems(loaded.error);
    return EXIT.error;
  }
  const { needOf, readScopesOf } = await import('../../fetcher/need/need.ts');
  const { writeScopesOf } = await import('../../planner/guard/required-scopes.ts');
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const { definition } = loaded.value;
  const plan = distinct(readScopesOf(needOf(definition, RESOURCE_TYPES)));
  const drift = distinct([...plan, 'read:logs']);
  const apply = distinct([...plan, ...writeScopesOf(definition, RESOURCE_TYPES)]);
  terminal.print(options.format === 'json' ? printableJson({ plan, drift, apply }, 2) : asText({ plan, drift, apply }));
  return EXIT.ok;
}

/** Where any of several scopes does, the first named is the narrowest. */
const distinct = (needs: readonly ScopeNeed[]): readonly string[] =>
  [...new Set(needs.flatMap((need) => (typeof need === 'string' ? [need] : need.slice(0, 1))))].sort();

function asText({ plan, drift, apply }: Record<'plan' | 'drift' | 'apply', readonly string[]>): string {
  const more = (list: readonly string[]): string => list.filter((scope) => !plan.includes(scope)).join(' ');
  return [
    'plan (only reads):',
    `  ${plan.join(' ')}`,
    'drift: the same, and to tell who changed what:',
    `  ${more(drift)}`,
    'apply: those of plan, and:',
    `  ${more(apply)}`,
  ].join('\n');
}
