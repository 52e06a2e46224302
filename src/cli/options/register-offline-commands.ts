import { FORMATS } from '../../reporter/report-formats.ts';
import { type CommandLine, FILES_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { selectTerminal, terminal } from '../output/terminal.ts';
import { createDefinitionOptions, createFormatOption, createLengthOptions, createRedactOption } from './common-options.ts';
import { createFleetOptions } from './fleet-options.ts';
import { runMany } from './run-many.ts';
import { createTargetOptions, runForTarget } from './target-options.ts';

export function registerValidate(program: CommandLine): void {
  program
    .command('validate')
    .description('check a definition offline: syntax, fields, references, rules')
    .argument('[file...]', FILES_HELP)
    .addOptions(
      ...createTargetOptions(),
      ...createFleetOptions(),
      ...createDefinitionOptions(),
      createFormatOption('text', 'json', 'github'),
      createRedactOption(),
    )
    .addHelpText('after', formatExamples('tenon validate', 'tenon validate tenant.yaml production.yaml'))
    .action(async (files: string[], options) => {
      const { runValidateCommand } = await import('../commands/validate-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(
        runForTarget(
          files,
          options,
          shown,
          (paths, flags) => runValidateCommand(paths, flags, shown),
          (selected, flags) => runMany('validate', selected, flags, shown),
        ),
      );
    });
}

export function registerScopes(program: CommandLine): void {
  program
    .command('scopes')
    .description('print the minimal scopes that a token needs for this definition')
    .argument('[file...]', FILES_HELP)
    .addOptions(...createTargetOptions(), ...createDefinitionOptions(), createFormatOption('text', 'json'))
    .addHelpText('after', formatExamples('tenon scopes', 'tenon scopes --format json'))
    .action(async (files: string[], options) => {
      const { runScopesCommand } = await import('../commands/scopes-command.ts');
      return setExitCode(runForTarget(files, options, terminal, (paths, flags) => runScopesCommand(paths, flags, terminal)));
    });
}

export function registerTypes(program: CommandLine): void {
  program
    .command('types')
    .description('list the resource types and what can be done with each')
    .addOptions(createFormatOption('text', 'json'))
    .addHelpText('after', formatExamples('tenon types', "tenon types --format json | jq '.[] | select(.delete) | .type'"))
    .action(async (options) => {
      const { runTypesCommand } = await import('../commands/types-command.ts');
      return setExitCode(runTypesCommand(options, terminal));
    });
}

export function registerShow(program: CommandLine): void {
  program
    .command('show')
    .description('render a saved plan, result or drift')
    .argument('<file>', 'a file written by plan --out, or the JSON output of apply or drift')
    .addOptions(createFormatOption(...FORMATS.plan), createRedactOption(), ...createLengthOptions())
    .addHelpText('after', formatExamples('tenon show plan.json', 'tenon show plan.json --format html > plan.html'))
    .action(async (file: string, options) => {
      const { runShowCommand } = await import('../commands/show-command.ts');
      return setExitCode(runShowCommand(file, options, selectTerminal(options)));
    });
}
