import { terminal } from '../terminal.ts';
import { type Cli, ENVIRONMENT, end, examples } from './cli.ts';
import { includeUnappliedOption } from './drift-options.ts';
import { definitionOptions, tenantOptions, updateOption } from './options.ts';

export function addExport(program: Cli): void {
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
    .takes(updateOption(), includeUnappliedOption(), ...definitionOptions(), ...tenantOptions())
    .addHelpText(
      'after',
      ENVIRONMENT +
        examples(
          'tenon export',
          'tenon export --out tenant.yaml',
          'tenon export --out tenant/',
          'tenon export --type clients roles',
          'tenon export --update tenant.yaml',
        ),
    )
    .action(async (options) => {
      if (options.update) {
        const { update } = await import('../verbs/update.ts');
        return end(update(options, terminal));
      }
      const { exportTenant } = await import('../verbs/export.ts');
      return end(exportTenant(options, terminal));
    });
}

export function addBackup(program: Cli): void {
  program
    .command('backup')
    .description('save all that tenon manages in a tenant, without secrets; only reads')
    .option('-o, --out <backup.json>', 'where to (default: .tenon/backups, by tenant and time)')
    .takes(...tenantOptions())
    .addHelpText(
      'after',
      `
Exit codes: 0 saved; 2 saved, but without what the token may not see (the scopes are named); 1 not saved.
${ENVIRONMENT}${examples('tenon backup', 'tenon backup --out before-migration.json')}`,
    )
    .action(async (options) => {
      const { backup } = await import('../verbs/backup.ts');
      return end(backup(options, terminal));
    });
}
