import { type CommandLine, ENVIRONMENT_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { terminal } from '../output/terminal.ts';
import { createDefinitionOptions, createTenantOptions, createUpdateOption } from './common-options.ts';
import { createIncludeUnappliedOption } from './drift-options.ts';
import { createTargetOptions, runForTarget } from './target-options.ts';

export function registerExport(program: CommandLine): void {
  program
    .command('export')
    .description('write a definition of what the tenant has; read-only')
    .option(
      '-o, --out <path>',
      'a YAML file, or a folder with one file per type; long texts go into separate files (default: print everything)',
    )
    .option('--type <type...>', 'only these types')
    .option('--full', 'include values that Auth0 fills in by default')
    .option('--force', 'overwrite existing files')
    .addOptions(
      createUpdateOption(),
      createIncludeUnappliedOption(),
      ...createTargetOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
    )
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
        const { runUpdateCommand } = await import('../commands/update-command.ts');
        return setExitCode(runForTarget(options.update, options, terminal, (_, flags) => runUpdateCommand(flags, terminal)));
      }
      const { runExportCommand } = await import('../commands/export-command.ts');
      return setExitCode(runForTarget([], options, terminal, (_, flags) => runExportCommand(flags, terminal)));
    });
}

export function registerBackup(program: CommandLine): void {
  program
    .command('backup')
    .description('save everything tenon manages in a tenant, without secrets; read-only')
    .option('-o, --out <backup.json>', 'file to write (default: in .tenon/backups, named by tenant and time)')
    .addOptions(...createTargetOptions(), ...createTenantOptions())
    .addHelpText(
      'after',
      `
Exit codes: 0 saved; 2 saved, but incomplete because the token lacks scopes (they are named); 1 not saved.
${ENVIRONMENT_HELP}${formatExamples('tenon backup', 'tenon backup --out before-migration.json')}`,
    )
    .action(async (options) => {
      const { runBackupCommand } = await import('../commands/backup-command.ts');
      return setExitCode(runForTarget([], options, terminal, (_, flags) => runBackupCommand(flags, terminal)));
    });
}
