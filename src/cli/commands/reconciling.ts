import { Option } from 'commander';
import { terminal } from '../terminal.ts';
import { type Cli, ENVIRONMENT, end, examples, FILES } from './cli.ts';
import {
  acceptOption,
  cacheOptions,
  eventsOption,
  includeUnappliedOption,
  intervalOption,
  intoOption,
  notifyOptions,
} from './drift-options.ts';
import {
  allowOption,
  definitionOptions,
  filesAndState,
  formatOption,
  lengthOptions,
  lockWaitOption,
  maxAgeOption,
  resendOption,
  tenantOptions,
} from './options.ts';

export function addPlan(program: Cli): void {
  program
    .command('plan')
    .description('print what apply would change; changes nothing')
    .argument('[file...]', FILES)
    .option('-o, --out <plan.json>', 'save the plan, to be applied with apply --plan')
    .option('--against <source>', 'plan against a snapshot file, another definition, or git:REF instead of the tenant')
    .option('--detailed-exitcode', 'exit 2 when there are changes')
    .option('--keep-going', 'plan the rest where the tenant refuses to show something that is declared')
    .takes(
      allowOption(),
      resendOption(),
      formatOption('text', 'markdown', 'html', 'json', 'github'),
      ...lengthOptions(),
      ...definitionOptions(),
      ...tenantOptions(),
      eventsOption(),
      ...cacheOptions(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT + examples('tenon plan', 'tenon plan --out plan.json', 'tenon plan --against git:origin/main'),
    )
    .action(async (files: string[], options) => {
      const { plan } = await import('../verbs/plan.ts');
      const { state, ...given } = filesAndState(files, options.emulator);
      return end(plan(given.files, { ...options, emulator: state }, terminal));
    });
}

export function addApply(program: Cli): void {
  program
    .command('apply')
    .description('plan, ask, and make the tenant what the definition says')
    .argument('[file...]', FILES)
    .addOption(new Option('-p, --plan <plan.json>', 'apply exactly this saved plan'))
    .addOption(new Option('--resume <run>', 'do the rest of a run that was cut short, and nothing else').conflicts('plan'))
    .option('-y, --yes', 'do not ask (for CI)')
    .takes(allowOption(), resendOption())
    .addOption(
      new Option('--keep-going', 'after a failure go on with all that does not depend on it (the default)').conflicts('failFast'),
    )
    .option('--fail-fast', 'after a failure begin nothing new')
    .takes(
      maxAgeOption(),
      formatOption('text', 'markdown', 'html', 'json'),
      ...definitionOptions(),
      ...tenantOptions(),
      lockWaitOption(),
      eventsOption(),
    )
    .addHelpText(
      'after',
      ENVIRONMENT +
        examples(
          'tenon apply',
          'tenon apply --yes',
          'tenon apply --plan plan.json --yes',
          'tenon apply --resume tenon-20261127031500-0a1b2c3d',
        ),
    )
    .action(async (files: string[], options) => {
      const { apply } = await import('../verbs/apply.ts');
      const { state, ...given } = filesAndState(files, options.emulator);
      return end(apply(given.files, { ...options, emulator: state }, terminal));
    });
}

export function addDrift(program: Cli): void {
  program
    .command('drift')
    .description('tell where the tenant and the definition differ; only reads; exits 2 when they do')
    .argument('[file...]', FILES)
    .takes(
      formatOption('text', 'markdown', 'html', 'json', 'junit', 'sarif'),
      ...lengthOptions(),
      ...definitionOptions(),
      ...tenantOptions(),
      acceptOption(),
      includeUnappliedOption(),
      intoOption(),
    )
    .option('--watch', 'follow the log, and tell drift within seconds of a change, until interrupted')
    .takes(intervalOption(), ...notifyOptions(), eventsOption(), ...cacheOptions())
    .addHelpText(
      'after',
      ENVIRONMENT +
        examples('tenon drift', 'tenon drift --format json', 'tenon drift --format sarif > drift.sarif', 'tenon drift --accept'),
    )
    .action(async (files: string[], options) => {
      const { drift } = await import('../verbs/drift.ts');
      const { state, ...given } = filesAndState(files, options.emulator);
      return end(drift(given.files, { ...options, emulator: state }, terminal));
    });
}

export function addExplain(program: Cli): void {
  program
    .command('explain')
    .description('tell where a value comes from, what the tenant has, how they are compared, and why it changes or not')
    .argument('<address>', 'a resource, and behind a dot a field of it: clients/Shop.callbacks')
    .argument('[file...]', FILES)
    .takes(formatOption('text', 'json'), ...definitionOptions(), ...tenantOptions())
    .addHelpText(
      'after',
      ENVIRONMENT + examples('tenon explain clients/Shop', 'tenon explain clients/Shop.callbacks tenant.yaml'),
    )
    .action(async (address: string, files: string[], options) => {
      const { explain } = await import('../verbs/explain.ts');
      const { state, ...given } = filesAndState(files, options.emulator);
      return end(explain(address, given.files, { ...options, emulator: state }, terminal));
    });
}
