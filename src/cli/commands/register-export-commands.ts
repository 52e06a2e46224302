import { terminal } from '../terminal.ts';
import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from './command-line.ts';
import { createDefinitionOptions, createTenantOptions, createUpdateOption } from './common-options.ts';
import { createIncludeUnappliedOption } from './drift-options.ts';

export function registerExport(program: CommandLine): void {
  program
    .command('export')
    .description('write a definition of what the tenant has; only reads')
    .option(
      '-o, --out <path>',
      'a YAML file, or a folder for a file of each type; long texts go into files beside (default: all to stdout)',
    )
    .option('--type <type...>', 'only these types')
    .option('--full', 'with what Auth0 fills in by itself')
    .option('--force', 'replace files that are there')
    .addOptions(createUpdateOption(), createIncludeUnappliedOption(), ...createDefinitionOptions(), ...createTenantOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon export',
          'tenon export --out tenant.yaml',
          'tenon export --out tenant/',
          'tenon export --type clients roles',
          'tenon export --update tenant.yaml',
        ),
    )
    .action(async (options) => {
      if (options.update) {
        const { runUpdateCommand } = await import('../verbs/update-command.ts');
        return setExitCode(runUpdateCommand(options, terminal));
      }
      const { runExportCommand } = await import('../verbs/export-command.ts');
      return setExitCode(runExportCommand(options, terminal));
    });
}

export function registerBackup(program: CommandLine): void {
  program
    .command('backup')
    .description('save all that tenon manages in a tenant, without secrets; only reads')
    .option('-o, --out <runBackupCommand.json>', 'where to (default: .tenon/backups, by tenant and time)')
    .addOptions(...createTenantOptions())
    .addHelpText(
      'after',
      `
Exit codes: 0 saved; 2 saved, but without what the token may not see (the scopes are named); 1 not saved.
${ENVIRONMENT_HELP}${formatExamples('tenon backup', 'tenon runBackupCommand --out before-migration.json')}`,
    )
    .action(async (options) => {
      const { runBackupCommand } = await import('../verbs/backup-command.ts');
      return setExitCode(runBackupCommand(options, terminal));
    });
}
