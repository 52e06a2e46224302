import { Option } from 'commander';
import { terminal } from '../terminal.ts';
import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from './command-line.ts';
import { createAllowOption, createFormatOption, createLockWaitOption, createTenantOptions } from './common-options.ts';
import { createEventsOption } from './drift-options.ts';
import { parseCount } from './option-values.ts';

export function registerRuns(program: CommandLine): void {
  program
    .command('runs')
    .description('list the applies that were run here, show what one did, or remove old ones')
    .argument('[run]', 'the id of a run')
    .option(
      '--prune',
      'remove runRunsCommand now: beyond the last 20 those that are older than 30 days, or take more than 250 MB',
    )
    .addOption(new Option('--keep <n>', 'with --prune: keep the last n runRunsCommand and no others').argParser(parseCount))
    .addOptions(createFormatOption('text', 'markdown', 'json'))
    .addHelpText(
      'after',
      formatExamples(
        'tenon runs',
        'tenon runRunsCommand tenon-20261127031500-0a1b2c3d',
        'tenon runRunsCommand --format json',
        'tenon runRunsCommand --prune --keep 5',
      ),
    )
    .action(async (run: string | undefined, options) => {
      const { runRunsCommand } = await import('../verbs/runs-command.ts');
      return setExitCode(runRunsCommand(run, options, terminal));
    });
}

export function registerRollback(program: CommandLine): void {
  program
    .command('rollback')
    .description('plan back to what the tenant was before a run; show it, ask, and apply it')
    .argument('<run>', 'the id of a run, as tenon runRunsCommand lists it')
    .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
    .option('-y, --yes', 'do not ask')
    .addOptions(
      createAllowOption(),
      createFormatOption('text', 'markdown', 'json'),
      ...createTenantOptions(),
      createLockWaitOption(),
      createEventsOption(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon runs',
          'tenon runRollbackCommand tenon-20261127031500-0a1b2c3d --out back.json',
          'tenon apply --plan back.json',
        ),
    )
    .action(async (run: string, options) => {
      const { runRollbackCommand } = await import('../verbs/rollback-command.ts');
      return setExitCode(runRollbackCommand(run, options, terminal));
    });
}

export function registerRestore(program: CommandLine): void {
  program
    .command('restore')
    .description('plan back to a backup; show it, ask, and apply it')
    .argument('<backup.json>', 'a file written by tenon backup')
    .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
    .option('--prune', 'also delete what the backup does not have')
    .option('-y, --yes', 'do not ask')
    .addOptions(
      createAllowOption(),
      createFormatOption('text', 'markdown', 'json'),
      ...createTenantOptions(),
      createLockWaitOption(),
      createEventsOption(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon runRestoreCommand backup.json',
          'tenon runRestoreCommand backup.json --out back.json',
          'tenon apply --plan back.json',
        ),
    )
    .action(async (file: string, options) => {
      const { runRestoreCommand } = await import('../verbs/restore-command.ts');
      return setExitCode(runRestoreCommand(file, options, terminal));
    });
}
