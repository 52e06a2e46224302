import { Option } from 'commander';
import { MATRIX_FORMATS } from '../../reporter/fleet/shard-matrix.ts';
import { FORMATS } from '../../reporter/report-formats.ts';
import { type CommandLine, formatExamples, setExitCode } from '../command-line.ts';
import { selectTerminal, terminal } from '../output/terminal.ts';
import {
  createDefinitionOptions,
  createFormatOption,
  createLengthOptions,
  createRedactOption,
  createTenantOptions,
} from './common-options.ts';
import { createCacheOptions } from './drift-options.ts';
import { createFleetOptions, parseTenantCount } from './fleet-options.ts';
import { createTargetOptions } from './target-options.ts';

export function registerStatus(program: CommandLine): void {
  program
    .command('status')
    .description('show for each tenant of a project whether it is in sync, and its last apply; read-only')
    .addOptions(
      createFormatOption(...FORMATS.fleet),
      createRedactOption(),
      ...createLengthOptions(),
      ...createTargetOptions(),
      ...createFleetOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      ...createCacheOptions(),
    )
    .addHelpText(
      'after',
      formatExamples('tenon status', "tenon status --env 'customer-*' --format json", 'tenon status --cache .tenon/cache'),
    )
    .action(async (options) => {
      const { runStatusCommand } = await import('../commands/fleet/status-command.ts');
      return setExitCode(runStatusCommand(options, selectTerminal(options)));
    });
}

export function registerMatrix(program: CommandLine): void {
  program
    .command('matrix')
    .description('print the shards of a project, for the matrix of a CI system; each job passes its shard to --shard')
    .addOption(new Option('--shards <n>', 'how many shards').argParser(parseTenantCount).default(20))
    .addOptions(createFormatOption(...MATRIX_FORMATS), ...createTargetOptions())
    .addHelpText('after', formatExamples('tenon matrix --shards 20 --format github', 'tenon apply --all --shard 3/20 --yes'))
    .action(async (options) => {
      const { runMatrixCommand } = await import('../commands/fleet/matrix-command.ts');
      return setExitCode(runMatrixCommand({ ...options, all: options.env === undefined }, terminal));
    });
}
