import { Option } from 'commander';
import { FORMATS } from '../../reporter/report-formats.ts';
import { type CommandLine, ENVIRONMENT_HELP, FILES_HELP, formatExamples, setExitCode } from '../command-line.ts';
import { selectTerminal } from '../output/terminal.ts';
import {
  createAllowOption,
  createDefinitionOptions,
  createFailOnOption,
  createFormatOption,
  createLengthOptions,
  createLockWaitOption,
  createMaxAgeOption,
  createOnlyOption,
  createRedactOption,
  createResendOption,
  createTenantOptions,
  createTicketOptions,
} from './common-options.ts';
import {
  createAcceptOption,
  createCacheOptions,
  createEventsOption,
  createIncludeUnappliedOption,
  createIntervalOption,
  createIntoOption,
  createNotifyOptions,
} from './drift-options.ts';
import { createCanaryOption, createDocumentsOption, createFleetOptions } from './fleet-options.ts';
import { parsePeopleLimit } from './option-values.ts';
import { runMany } from './run-many.ts';
import { createTargetOptions, runForTarget } from './target-options.ts';

export function registerPlan(program: CommandLine): void {
  program
    .command('plan')
    .description('print what apply would change; changes nothing')
    .argument('[file...]', FILES_HELP)
    .option(
      '-o, --out <plan.json>',
      'save the plan; apply it with apply --plan. With several tenants: the folder for their plans',
    )
    .option('--against <source>', 'plan against a snapshot file, another definition, or git:REF instead of the tenant')
    .addOption(
      new Option(
        '--since <git:REF>',
        'show separately what was pending before: what this revision would change as well',
      ).conflicts('against'),
    )
    .option('--detailed-exitcode', 'exit 2 when there are changes')
    .option('--keep-going', 'plan the rest if the tenant refuses to show something declared')
    .addOptions(
      createAllowOption(),
      createOnlyOption(),
      createResendOption(),
      createFormatOption(...FORMATS.plan),
      createRedactOption(),
      ...createLengthOptions(),
      ...createTargetOptions(),
      ...createFleetOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      createEventsOption(),
      ...createCacheOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon plan',
          'tenon plan --out plan.json',
          'tenon plan --since git:origin/main',
          'tenon plan --against git:origin/main',
        ),
    )
    .action(async (files: string[], options) => {
      const { runPlanCommand } = await import('../commands/plan-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(
        runForTarget(
          files,
          options,
          shown,
          (paths, flags) => runPlanCommand(paths, flags, shown),
          (selected, flags) => runMany('plan', selected, flags, shown),
        ),
      );
    });
}

export function registerApply(program: CommandLine): void {
  program
    .command('apply')
    .description('plan, ask for confirmation, and apply the plan')
    .argument('[file...]', FILES_HELP)
    .addOption(
      new Option('-p, --plan <plan.json>', 'apply exactly this saved plan. With several tenants: the folder of their plans'),
    )
    .addOption(new Option('--resume <run>', 'resume an interrupted run; with --all, one of several tenants').conflicts('plan'))
    .option('-y, --yes', 'do not ask for confirmation (for CI)')
    .addOptions(createAllowOption(), createOnlyOption(), createResendOption())
    .addOption(
      new Option('--keep-going', 'after a failure, continue with everything that does not depend on it (the default)').conflicts(
        'failFast',
      ),
    )
    .option('--fail-fast', 'stop after the first failure')
    .addOptions(
      createMaxAgeOption(),
      createFormatOption(...FORMATS.result),
      createRedactOption(),
      ...createTargetOptions(),
      ...createFleetOptions(),
      createCanaryOption(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      ...createTicketOptions(),
      createLockWaitOption(),
      createEventsOption(),
      ...createCacheOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon apply',
          'tenon apply --yes',
          'tenon apply --plan plan.json --yes',
          'tenon apply --resume tenon-20261127031500-0a1b2c3d',
        ),
    )
    .action(async (files: string[], options) => {
      const { runApplyCommand } = await import('../commands/apply-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(
        runForTarget(
          files,
          options,
          shown,
          (paths, flags) => runApplyCommand(paths, flags, shown),
          async (selected, flags) => {
            const { runApplyFleetCommand } = await import('../commands/fleet/apply-fleet-command.ts');
            return runApplyFleetCommand(selected, flags, shown);
          },
        ),
      );
    });
}

export function registerDrift(program: CommandLine): void {
  program
    .command('drift')
    .description('show where the tenant and the definition differ; read-only; exits 2 when they do')
    .argument('[file...]', FILES_HELP)
    .addOptions(
      createFormatOption(...FORMATS.drift),
      createRedactOption(),
      ...createLengthOptions(),
      ...createTargetOptions(),
      ...createFleetOptions(),
      createDocumentsOption(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      createAcceptOption(),
      createIncludeUnappliedOption(),
      createIntoOption(),
    )
    .option('--watch', 'follow the tenant log and report drift within seconds of a change, until interrupted')
    .addOptions(createIntervalOption(), ...createNotifyOptions(), createEventsOption(), ...createCacheOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon drift',
          'tenon drift --format json',
          'tenon drift --format sarif > drift.sarif',
          'tenon drift --accept',
        ),
    )
    .action(async (files: string[], options) => {
      const { runDriftCommand } = await import('../commands/drift-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(
        runForTarget(
          files,
          options,
          shown,
          (paths, flags) => runDriftCommand(paths, flags, shown),
          (selected, flags) => runMany('drift', selected, flags, shown),
        ),
      );
    });
}

export function registerCheck(program: CommandLine): void {
  program
    .command('check')
    .description('judge the security of a definition offline, or of its tenant with --live; read-only; exits 2 on findings')
    .argument('[file...]', FILES_HELP)
    .option('--live', 'judge the tenant instead of the files, with what the files accept')
    .addOption(createFailOnOption())
    .addOptions(
      createFormatOption(...FORMATS.check),
      createRedactOption(),
      ...createLengthOptions(),
      ...createTargetOptions(),
      ...createFleetOptions(),
      createDocumentsOption(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples('tenon check', 'tenon check --live --fail-on warning', 'tenon check --format sarif > check.sarif'),
    )
    .action(async (files: string[], options) => {
      const { runCheckCommand } = await import('../commands/check-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(
        runForTarget(
          files,
          options,
          shown,
          (paths, flags) => runCheckCommand(paths, flags, shown),
          (selected, flags) => runMany('check', selected, flags, shown),
        ),
      );
    });
}

export function registerExplain(program: CommandLine): void {
  program
    .command('explain')
    .description('show where a value comes from, what the tenant has, how they are compared, and why it changes or not')
    .argument('<address>', 'a resource, or one of its fields: clients/Shop.callbacks')
    .argument('[file...]', FILES_HELP)
    .addOptions(
      createFormatOption('text', 'json'),
      createRedactOption(),
      ...createTargetOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP + formatExamples('tenon explain clients/Shop', 'tenon explain clients/Shop.callbacks tenant.yaml'),
    )
    .action(async (address: string, files: string[], options) => {
      const { runExplainCommand } = await import('../commands/explain-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(runForTarget(files, options, shown, (paths, flags) => runExplainCommand(address, paths, flags, shown)));
    });
}

export function registerWho(program: CommandLine): void {
  program
    .command('who')
    .description(
      'show who has a permission, role, connection, API or application, or what somebody has, and by which way; read-only',
    )
    .argument('<address>', 'roles/Admin, permissions/read:orders, resourceServers/…, connections/…, clients/…, users/…, …')
    .argument('[file...]', FILES_HELP)
    .option('--live', 'ask the tenant instead of the files')
    .addOption(
      new Option('--limit <n>', 'with --live, the most people to read of one list, and the most organizations to ask')
        .default(100)
        .argParser(parsePeopleLimit),
    )
    .addOptions(
      createFormatOption(...FORMATS.who),
      createRedactOption(),
      ...createTargetOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon who roles/Admin',
          'tenon who permissions/read:orders --live',
          'tenon who users/ada@acme.test',
          "tenon who 'groups/okta|Admins' tenant.yaml --format json",
        ),
    )
    .action(async (address: string, files: string[], options) => {
      const { runWhoCommand } = await import('../commands/who-command.ts');
      const shown = selectTerminal(options);
      return setExitCode(runForTarget(files, options, shown, (paths, flags) => runWhoCommand(address, paths, flags, shown)));
    });
}
