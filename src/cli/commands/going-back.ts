import { Option } from 'commander';
import { terminal } from '../terminal.ts';
import { type Cli, ENVIRONMENT, end, examples } from './cli.ts';
import { eventsOption } from './drift-options.ts';
import { allowOption, formatOption, lockWaitOption, tenantOptions } from './options.ts';
import { count } from './values.ts';

export function addRuns(program: Cli): void {
  program
    .command('runs')
    .description('list the applies that were run here, show what one did, or remove old ones')
    .argument('[run]', 'the id of a run')
    .option('--prune', 'remove runs now: beyond the last 20 those that are older than 30 days, or take more than 250 MB')
    .addOption(new Option('--keep <n>', 'with --prune: keep the last n runs and no others').argParser(count))
    .takes(formatOption('text', 'markdown', 'json'))
    .addHelpText(
      'after',
      examples(
        'tenon runs',
        'tenon runs tenon-20261127031500-0a1b2c3d',
        'tenon runs --format json',
        'tenon runs --prune --keep 5',
      ),
    )
    .action(async (run: string | undefined, options) => {
      const { runs } = await import('../verbs/runs.ts');
      return end(runs(run, options, terminal));
    });
}

export function addRollback(program: Cli): void {
  program
    .command('rollback')
    .description('plan back to what the tenant was before a run; show it, ask, and apply it')
    .argument('<run>', 'the id of a run, as tenon runs lists it')
    .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
    .option('-y, --yes', 'do not ask')
    .takes(allowOption(), formatOption('text', 'markdown', 'json'), ...tenantOptions(), lockWaitOption(), eventsOption())
    .addHelpText(
      'after',
      ENVIRONMENT +
        examples('tenon runs', 'tenon rollback tenon-20261127031500-0a1b2c3d --out back.json', 'tenon apply --plan back.json'),
    )
    .action(async (run: string, options) => {
      const { rollback } = await import('../verbs/rollback.ts');
      return end(rollback(run, options, terminal));
    });
}

export function addRestore(program: Cli): void {
  program
    .command('restore')
    .description('plan back to a backup; show it, ask, and apply it')
    .argument('<backup.json>', 'a file written by tenon backup')
    .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
    .option('--prune', 'also delete what the backup does not have')
    .option('-y, --yes', 'do not ask')
    .takes(allowOption(), formatOption('text', 'markdown', 'json'), ...tenantOptions(), lockWaitOption(), eventsOption())
    .addHelpText(
      'after',
      ENVIRONMENT +
        examples('tenon restore backup.json', 'tenon restore backup.json --out back.json', 'tenon apply --plan back.json'),
    )
    .action(async (file: string, options) => {
      const { restore } = await import('../verbs/restore.ts');
      return end(restore(file, options, terminal));
    });
}
