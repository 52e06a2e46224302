import { Option } from 'commander';
import { DEFAULT_DEFINITION_FILE } from '../../workflows/defaults.ts';
import { CI_SYSTEMS } from '../../workflows/init/ci-files.ts';
import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { terminal } from '../output/terminal.ts';
import { createTenantOptions } from './common-options.ts';

export function registerInit(program: CommandLine): void {
  program
    .command('init')
    .description('make a project in this folder; never overwrites a file')
    .addOption(
      new Option('--example', 'begin with an example (default without credentials)').conflicts(['fromDeployCli', 'emulator']),
    )
    .option('--from-deploy-cli <path>', "begin with auth0-deploy-cli's files: a YAML file or a directory, which stay as they are")
    .option('--config <config.json>', "auth0-deploy-cli's config file, for its keyword replacements and exclusions")
    .addOption(new Option('--ci <system>', 'pipeline to write').choices(CI_SYSTEMS).default(CI_SYSTEMS[0]))
    .addOptions(...createTenantOptions())
    .addHelpText(
      'after',
      `
With credentials in the environment, it exports the tenant. It only reads.
${ENVIRONMENT_HELP}${formatExamples(
  'tenon init',
  'tenon init --example',
  'tenon init --from-deploy-cli tenant.yaml --config config.json',
  'tenon init --ci gitlab',
)}`,
    )
    .action(async (options) => {
      const { runInitCommand } = await import('../commands/init-command.ts');
      return setExitCode(runInitCommand(options, terminal));
    });
}

export function registerImport(program: CommandLine): void {
  program
    .command('import')
    .description('write a definition of what a Terraform state manages; sends no requests')
    .requiredOption('--from <terraform.tfstate>', 'a state (version 4), or the output of terraform show -json')
    .option('-o, --out <path>', 'a YAML file, or a folder with one file per type', DEFAULT_DEFINITION_FILE)
    .option('--force', 'overwrite existing files')
    .addHelpText(
      'after',
      formatExamples('tenon import --from terraform.tfstate', 'tenon import --from terraform.tfstate --out tenant/'),
    )
    .action(async (options) => {
      const { runImportCommand } = await import('../commands/import-command.ts');
      return setExitCode(runImportCommand(options, terminal));
    });
}
