import { Argument } from 'commander';
import { type CommandLine, formatExamples, setExitCode } from '../command-line.ts';
import { SHELLS, type Shell } from '../completion/shells.ts';
import { terminal } from '../output/terminal.ts';
import { createFormatOption } from './common-options.ts';

export function registerCompletion(program: CommandLine): void {
  program
    .command('completion')
    .description('print the script that completes commands, flags and values in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .addHelpText(
      'after',
      formatExamples('source <(tenon completion bash)', 'source <(tenon completion zsh)', 'tenon completion fish | source'),
    )
    .action(async (shell: Shell) => {
      const { runCompletionCommand } = await import('../commands/completion-command.ts');
      return setExitCode(runCompletionCommand(shell, program, terminal));
    });
}

export function registerVersion(program: CommandLine): void {
  program
    .command('version')
    .description('print the versions of tenon and Node, and the platform')
    .addOption(createFormatOption('text', 'json'))
    .addHelpText('after', formatExamples('tenon version', 'tenon version --format json'))
    .action(async (options) => {
      const { runVersionCommand } = await import('../commands/version-command.ts');
      return setExitCode(runVersionCommand(options, terminal));
    });
}
