import { DEFAULT_DEFINITION_FILE } from '../../workflows/defaults.ts';
import { type CommandLine, formatExamples, setExitCode } from '../command-line.ts';
import { terminal } from '../output/terminal.ts';

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
