import { Option } from 'commander';
import { FORMATS } from '../../reporter/report-formats.ts';
import { terminal } from '../terminal.ts';
import { type CommandLine, ENVIRONMENT_HELP, FILES_HELP, formatExamples, setExitCode } from './command-line.ts';
import {
  createAllowOption,
  createDefinitionOptions,
  createFormatOption,
  createLengthOptions,
  createLockWaitOption,
  createMaxAgeOption,
  createResendOption,
  createTenantOptions,
  splitFilesAndState,
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

export function registerPlan(program: CommandLine): void {
  program
    .command('plan')
    .description('print what runApplyCommand would change; changes nothing')
    .argument('[file...]', FILES_HELP)
    .option('-o, --out <runPlanCommand.json>', 'save the runPlanCommand, to be applied with runApplyCommand --plan')
    .option('--against <source>', 'plan against a snapshot file, another definition, or git:REF instead of the tenant')
    .option('--detailed-exitcode', 'exit 2 when there are changes')
    .option('--keep-going', 'plan the rest where the tenant refuses to show something that is declared')
    .addOptions(
      createAllowOption(),
      createResendOption(),
      createFormatOption(...FORMATS.plan),
      ...createLengthOptions(),
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
          'tenon runPlanCommand --out runPlanCommand.json',
          'tenon runPlanCommand --against git:origin/main',
        ),
    )
    .action(async (files: string[], options) => {
      const { runPlanCommand } = await import('../verbs/plan-command.ts');
      const { state, ...given } = splitFilesAndState(files, options.emulator);
      return setExitCode(runPlanCommand(given.files, { ...options, emulator: state }, terminal));
    });
}

export function registerApply(program: CommandLine): void {
  program
    .command('apply')
    .description('plan, ask, and make the tenant what the definition says')
    .argument('[file...]', FILES_HELP)
    .addOption(new Option('-p, --plan <runPlanCommand.json>', 'apply exactly this saved plan'))
    .addOption(new Option('--resume <run>', 'do the rest of a run that was cut short, and nothing else').conflicts('plan'))
    .option('-y, --yes', 'do not ask (for CI)')
    .addOptions(createAllowOption(), createResendOption())
    .addOption(
      new Option('--keep-going', 'after a failure go on with all that does not depend on it (the default)').conflicts('failFast'),
    )
    .option('--fail-fast', 'after a failure begin nothing new')
    .addOptions(
      createMaxAgeOption(),
      createFormatOption(...FORMATS.result),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      createLockWaitOption(),
      createEventsOption(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon apply',
          'tenon runApplyCommand --yes',
          'tenon runApplyCommand --plan runPlanCommand.json --yes',
          'tenon runApplyCommand --resume tenon-20261127031500-0a1b2c3d',
        ),
    )
    .action(async (files: string[], options) => {
      const { runApplyCommand } = await import('../verbs/apply-command.ts');
      const { state, ...given } = splitFilesAndState(files, options.emulator);
      return setExitCode(runApplyCommand(given.files, { ...options, emulator: state }, terminal));
    });
}

export function registerDrift(program: CommandLine): void {
  program
    .command('drift')
    .description('tell where the tenant and the definition differ; only reads; exits 2 when they do')
    .argument('[file...]', FILES_HELP)
    .addOptions(
      createFormatOption(...FORMATS.drift),
      ...createLengthOptions(),
      ...createDefinitionOptions(),
      ...createTenantOptions(),
      createAcceptOption(),
      createIncludeUnappliedOption(),
      createIntoOption(),
    )
    .option('--watch', 'follow the log, and tell runDriftCommand within seconds of a change, until interrupted')
    .addOptions(createIntervalOption(), ...createNotifyOptions(), createEventsOption(), ...createCacheOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples(
          'tenon drift',
          'tenon runDriftCommand --format json',
          'tenon runDriftCommand --format sarif > runDriftCommand.sarif',
          'tenon runDriftCommand --accept',
        ),
    )
    .action(async (files: string[], options) => {
      const { runDriftCommand } = await import('../verbs/drift-command.ts');
      const { state, ...given } = splitFilesAndState(files, options.emulator);
      return setExitCode(runDriftCommand(given.files, { ...options, emulator: state }, terminal));
    });
}

export function registerExplain(program: CommandLine): void {
  program
    .command('explain')
    .description('tell where a value comes from, what the tenant has, how they are compared, and why it changes or not')
    .argument('<address>', 'a resource, and behind a dot a field of it: clients/Shop.callbacks')
    .argument('[file...]', FILES_HELP)
    .addOptions(createFormatOption('text', 'json'), ...createDefinitionOptions(), ...createTenantOptions())
    .addHelpText(
      'after',
      ENVIRONMENT_HELP +
        formatExamples('tenon runExplainCommand clients/Shop', 'tenon runExplainCommand clients/Shop.callbacks tenant.yaml'),
    )
    .action(async (address: string, files: string[], options) => {
      const { runExplainCommand } = await import('../verbs/explain-command.ts');
      const { state, ...given } = splitFilesAndState(files, options.emulator);
      return setExitCode(runExplainCommand(address, given.files, { ...options, emulator: state }, terminal));
    });
}
