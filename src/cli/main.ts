#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { faultFrames, faultText } from '../model/fault.ts';
import {
  acceptOption,
  cacheMaxAgeOption,
  cacheOption,
  eventsOption,
  intervalOption,
  notifyFormatOption,
  notifyOption,
} from './drift-options.ts';
import { EXIT, type ExitCode } from './exit.ts';
import {
  allowOption,
  configOption,
  DEFAULT_FILE,
  emulatorOption,
  filesAndState,
  formatOption,
  fullReportOption,
  headroomOption,
  limiterOption,
  limitOption,
  lockWaitOption,
  maxAgeOption,
  maxRateOption,
  portOption,
  traceOption,
  updateOption,
  varsOption,
} from './options.ts';
import { terminal } from './terminal.ts';
import { VERSION } from './version.ts';

const FILES = `definition; later files lie over earlier ones (default: ${DEFAULT_FILE})`;

const ENVIRONMENT = `
The tenant comes from AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET
(or AUTH0_CLIENT_SIGNING_KEY_PATH, or AUTH0_ACCESS_TOKEN).`;

const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

const program = new Command('tenon')
  .description('Keeps an Auth0 tenant equal to a YAML definition that lives in git.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(tenon --help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    examples(
      'tenon plan',
      'tenon apply',
      'tenon drift',
      'tenon export --out tenant.yaml',
      'tenon plan --emulator examples/tenant.yaml',
    ),
  );

program
  .command('validate')
  .description('check a definition offline: syntax, fields, references, rules')
  .argument('[file...]', FILES)
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(formatOption('text', 'json', 'github'))
  .addHelpText('after', examples('tenon validate', 'tenon validate tenant.yaml production.yaml'))
  .action(async (files: string[], options) => {
    const { validate } = await import('./verbs/validate.ts');
    return end(validate(filesAndState(files, undefined).files, options, terminal));
  });

program
  .command('plan')
  .description('print what apply would change; changes nothing')
  .argument('[file...]', FILES)
  .option('-o, --out <plan.json>', 'save the plan, to be applied with apply --plan')
  .option('--against <source>', 'plan against a snapshot file, another definition, or git:REF instead of the tenant')
  .option('--detailed-exitcode', 'exit 2 when there are changes')
  .addOption(allowOption())
  .addOption(formatOption('text', 'markdown', 'html', 'json', 'github'))
  .addOption(limitOption())
  .addOption(fullReportOption())
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(traceOption())
  .addOption(eventsOption())
  .addOption(cacheOption())
  .addOption(cacheMaxAgeOption())
  .addHelpText(
    'after',
    ENVIRONMENT + examples('tenon plan', 'tenon plan --out plan.json', 'tenon plan --against git:origin/main'),
  )
  .action(async (files: string[], options) => {
    const { plan } = await import('./verbs/plan.ts');
    const { state, ...given } = filesAndState(files, options.emulator);
    return end(plan(given.files, { ...options, emulator: state }, terminal));
  });

program
  .command('apply')
  .description('plan, ask, and make the tenant what the definition says')
  .argument('[file...]', FILES)
  .addOption(new Option('-p, --plan <plan.json>', 'apply exactly this saved plan'))
  .addOption(new Option('--resume <run>', 'do the rest of a run that was cut short, and nothing else').conflicts('plan'))
  .option('-y, --yes', 'do not ask (for CI)')
  .addOption(allowOption())
  .addOption(
    new Option('--keep-going', 'after a failure go on with all that does not depend on it (the default)').conflicts('failFast'),
  )
  .option('--fail-fast', 'after a failure begin nothing new')
  .addOption(maxAgeOption())
  .addOption(formatOption('text', 'markdown', 'html', 'json'))
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(lockWaitOption())
  .addOption(traceOption())
  .addOption(eventsOption())
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
    const { apply } = await import('./verbs/apply.ts');
    const { state, ...given } = filesAndState(files, options.emulator);
    return end(apply(given.files, { ...options, emulator: state }, terminal));
  });

program
  .command('drift')
  .description('tell where the tenant and the definition differ; only reads; exits 2 when they do')
  .argument('[file...]', FILES)
  .addOption(formatOption('text', 'markdown', 'html', 'json', 'junit', 'sarif'))
  .addOption(limitOption())
  .addOption(fullReportOption())
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(traceOption())
  .addOption(acceptOption())
  .option('--watch', 'follow the log, and tell drift within seconds of a change, until interrupted')
  .addOption(intervalOption())
  .addOption(notifyOption())
  .addOption(notifyFormatOption())
  .addOption(eventsOption())
  .addOption(cacheOption())
  .addOption(cacheMaxAgeOption())
  .addHelpText(
    'after',
    ENVIRONMENT +
      examples('tenon drift', 'tenon drift --format json', 'tenon drift --format sarif > drift.sarif', 'tenon drift --accept'),
  )
  .action(async (files: string[], options) => {
    const { drift } = await import('./verbs/drift.ts');
    const { state, ...given } = filesAndState(files, options.emulator);
    return end(drift(given.files, { ...options, emulator: state }, terminal));
  });

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
  .addOption(updateOption())
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(traceOption())
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
      const { update } = await import('./verbs/update.ts');
      return end(update(options, terminal));
    }
    const { exportTenant } = await import('./verbs/export.ts');
    return end(exportTenant(options, terminal));
  });

program
  .command('explain')
  .description('tell where a value comes from, what the tenant has, how they are compared, and why it changes or not')
  .argument('<address>', 'a resource, and behind a dot a field of it: clients/Shop.callbacks')
  .argument('[file...]', FILES)
  .addOption(formatOption('text', 'json'))
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(traceOption())
  .addHelpText('after', ENVIRONMENT + examples('tenon explain clients/Shop', 'tenon explain clients/Shop.callbacks tenant.yaml'))
  .action(async (address: string, files: string[], options) => {
    const { explain } = await import('./verbs/explain.ts');
    const { state, ...given } = filesAndState(files, options.emulator);
    return end(explain(address, given.files, { ...options, emulator: state }, terminal));
  });

program
  .command('scopes')
  .description('print the least scopes that a token needs for this definition')
  .argument('[file...]', FILES)
  .addOption(varsOption())
  .addOption(configOption())
  .addOption(formatOption('text', 'json'))
  .addHelpText('after', examples('tenon scopes', 'tenon scopes --format json'))
  .action(async (files: string[], options) => {
    const { scopes } = await import('./verbs/scopes.ts');
    return end(scopes(filesAndState(files, undefined).files, options, terminal));
  });

program
  .command('types')
  .description('list the resource types, and what can be done with each')
  .addOption(formatOption('text', 'json'))
  .addHelpText('after', examples('tenon types', "tenon types --format json | jq '.[] | select(.delete) | .type'"))
  .action(async (options) => {
    const { types } = await import('./verbs/types.ts');
    return end(types(options, terminal));
  });

program
  .command('show')
  .description('render a saved plan, result or drift')
  .argument('<file>', 'a file written by plan --out, or the JSON of an apply or a drift')
  .addOption(formatOption('text', 'markdown', 'html', 'json', 'github'))
  .addOption(limitOption())
  .addOption(fullReportOption())
  .addHelpText('after', examples('tenon show plan.json', 'tenon show plan.json --format html > plan.html'))
  .action(async (file: string, options) => {
    const { show } = await import('./verbs/show.ts');
    return end(show(file, options, terminal));
  });

program
  .command('runs')
  .description('list the applies that were run here, or tell what one did')
  .argument('[run]', 'the id of a run')
  .addOption(formatOption('text', 'markdown', 'json'))
  .addHelpText('after', examples('tenon runs', 'tenon runs tenon-20261127031500-0a1b2c3d', 'tenon runs --format json'))
  .action(async (run: string | undefined, options) => {
    const { runs } = await import('./verbs/runs.ts');
    return end(runs(run, options, terminal));
  });

program
  .command('rollback')
  .description('plan back to what the tenant was before a run; show it, ask, and apply it')
  .argument('<run>', 'the id of a run, as tenon runs lists it')
  .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
  .option('-y, --yes', 'do not ask')
  .addOption(allowOption())
  .addOption(formatOption('text', 'markdown', 'json'))
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(lockWaitOption())
  .addOption(traceOption())
  .addOption(eventsOption())
  .addHelpText(
    'after',
    ENVIRONMENT +
      examples('tenon runs', 'tenon rollback tenon-20261127031500-0a1b2c3d --out back.json', 'tenon apply --plan back.json'),
  )
  .action(async (run: string, options) => {
    const { rollback } = await import('./verbs/rollback.ts');
    return end(rollback(run, options, terminal));
  });

program
  .command('backup')
  .description('save all that tenon manages in a tenant, without secrets; only reads')
  .option('-o, --out <backup.json>', 'where to (default: .tenon/backups, by tenant and time)')
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(traceOption())
  .addHelpText('after', ENVIRONMENT + examples('tenon backup', 'tenon backup --out before-migration.json'))
  .action(async (options) => {
    const { backup } = await import('./verbs/backup.ts');
    return end(backup(options, terminal));
  });

program
  .command('restore')
  .description('plan back to a backup; show it, ask, and apply it')
  .argument('<backup.json>', 'a file written by tenon backup')
  .option('-o, --out <plan.json>', 'save the plan for a review, to be applied with apply --plan, and change nothing')
  .option('--prune', 'also delete what the backup does not have')
  .option('-y, --yes', 'do not ask')
  .addOption(allowOption())
  .addOption(formatOption('text', 'markdown', 'json'))
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(limiterOption())
  .addOption(lockWaitOption())
  .addOption(traceOption())
  .addOption(eventsOption())
  .addHelpText(
    'after',
    ENVIRONMENT +
      examples('tenon restore backup.json', 'tenon restore backup.json --out back.json', 'tenon apply --plan back.json'),
  )
  .action(async (file: string, options) => {
    const { restore } = await import('./verbs/restore.ts');
    return end(restore(file, options, terminal));
  });

program
  .command('emulate')
  .description('run the emulated Management API on loopback until interrupted')
  .addOption(portOption())
  .option('--state <state.json>', 'where the emulated tenant is kept between starts')
  .option('--plan <name>', 'rate limits of a subscription: free, essentials, professional, enterprise, …')
  .option('--faults <faults.json>', 'what is to go wrong: {"rules": [{"method": "POST", "nth": 2, "fault": "dropAfter"}]}')
  .option('--tls', 'serve HTTPS; the certificate to trust is in the file that is printed')
  .option('--scopes <scopes>', 'what the built-in client may do (default: everything)')
  .option('--seed <seed>', 'make ids, secrets and times repeat')
  .addHelpText(
    'after',
    examples('tenon emulate --port 4000 --state .tenon/emulator.json', 'tenon emulate --plan free --faults faults.json --tls'),
  )
  .action(async (options) => {
    const { emulate } = await import('./verbs/emulate.ts');
    return end(emulate(options, terminal));
  });

async function end(work: Promise<ExitCode>): Promise<void> {
  process.exitCode = await work;
}

process.on('uncaughtException', (error) => void crash(error).finally(() => process.exit()));
// Whoever reads us may stop reading (`tenon plan | head`): an apply goes on all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : void crash(error)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  else await crash(error);
}

/** A fault of ours: one line and where to tell it, the trace only for who asks. Neither says what values were at hand. */
async function crash(error: unknown): Promise<void> {
  process.exitCode = EXIT.error;
  await terminal.problems([
    {
      code: 'internal',
      severity: 'error',
      message: faultText(error),
      hint: 'This is a fault in tenon. TENON_DEBUG=1 shows where; please report it.',
    },
  ]);
  if (process.env.TENON_DEBUG) terminal.tell(faultFrames(error));
}
