import { Option } from 'commander';
import { OUTPUT_FORMATS } from '../../workflows/output/output-formats.ts';
import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { terminal } from '../output/terminal.ts';
import { createFormatOption, createTenantOptions } from './common-options.ts';
import { createTargetOptions, runForTarget } from './target-options.ts';

export function registerOutput(program: CommandLine): void {
  program
    .command('output')
    .description('print values of the tenant for other programs: client ids, domains, ids; read-only')
    .argument('[name...]', 'outputs in tenon.yaml (default: all), or values such as clients/Shop.client_id and tenant.domain')
    .addOptions(
      createFormatOption(...OUTPUT_FORMATS),
      new Option('-o, --out <file>', 'write to a file that only you can read; required for secrets, unless --command is given'),
      new Option(
        '--command <program...>',
        'pass the values to the stdin of this program, which is started without a shell; the rest of the line is its arguments',
      ).conflicts('out'),
      ...createTargetOptions(),
      ...createTenantOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon output clients/Shop.client_id',
          'tenon output --env production --format dotenv --out shop.env',
          'tenon output shop_client_id issuer --format github',
          'tenon output clients/Jobs.client_secret --command vault kv put secret/jobs value=-',
        ),
    )
    .action(async (names: string[], options) => {
      const { runOutputCommand } = await import('../commands/output-command.ts');
      return setExitCode(runForTarget([], options, terminal, (_, flags) => runOutputCommand(names, flags, terminal)));
    });
}
