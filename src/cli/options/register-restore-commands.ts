import { Option } from 'commander';
import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { selectTerminal } from '../output/terminal.ts';
import {
  createAllowOption,
  createFormatOption,
  createLockWaitOption,
  createRedactOption,
  createTenantOptions,
} from './common-options.ts';
import { createEventsOption } from './drift-options.ts';
import { parseCount } from './option-values.ts';
import { createTargetOptions, runForTarget } from './target-options.ts';

export function registerRuns(program: CommandLine): void {
  program
    .command('runs')
    .description('list runs of apply in this folder, show what one did, or remove old ones')
    .argument('[run]', 'id of a run')
    .option('--prune', 'remove old runs: all but the last 20 that are older than 30 days or exceed 250 MB')
    .addOption(new Option('--keep <n>', 'with --prune: keep only the last n runs').argParser(parseCount))
    .addOptions(createFormatOption('text', 'markdown', 'json'), createRedactOption())
    .addHelpText(
      'after',
      formatExamples(
        'tenon runs',
        'tenon runs tenon-20261127031500-0a1b2c3d',
        'tenon runs --format json',
        'tenon runs --prune --keep 5',
      ),
    )
    .action(async (run: string | undefined, options) => {
      const { runRunsCommand } = await import('../commands/runs-command.ts');
      return setExitCode(runRunsCommand(run, options, selectTerminal(options)));
    });
}

/** For rollback and restore. */
const createRestoringOptions = (): readonly Option[] => [
  new Option('-o, --out <plan.json>', 'save the plan for review instead of applying it; apply it with apply --plan'),
  new Option('-y, --yes', 'do not ask for confirmation'),
  createAllowOption(),
  createFormatOption('text', 'markdown', 'json'),
  createRedactOption(),
  ...createTargetOptions(),
  ...createTenantOptions(),
  createLockWaitOption(),
  createEventsOption(),
];

export function registerRollback(program: CommandLine): void {
  program
    .command('rollback')
    .description('plan a rollback to the state before a run; show it, ask for confirmation, and apply it')
    .argument('<run>', 'id of a run, as listed by tenon runs')
    .addOptions(...createRestoringOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon runs',
          'tenon rollback tenon-20261127031500-0a1b2c3d --out back.json',
          'tenon apply --plan back.json',
        ),
    )
    .action(async (run: string, options) => {
      const { runRollbackCommand } = await import('../commands/rollback-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(runForTarget([], options, shown, (_, flags) => runRollbackCommand(run, flags, shown)));
    });
}

export function registerRestore(program: CommandLine): void {
  program
    .command('restore')
    .description('plan a restore of a backup; show it, ask for confirmation, and apply it')
    .argument('<backup.json>', 'a file written by tenon backup')
    .option('--prune', 'also delete resources that are not in the backup')
    .addOptions(...createRestoringOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples('tenon restore backup.json', 'tenon restore backup.json --out back.json', 'tenon apply --plan back.json'),
    )
    .action(async (file: string, options) => {
      const { runRestoreCommand } = await import('../commands/restore-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(runForTarget([], options, shown, (_, flags) => runRestoreCommand(file, flags, shown)));
    });
}
