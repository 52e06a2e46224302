#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import {
  cacheMaxAgeOption,
  cacheOption,
  eventsOption,
  intervalOption,
  notifyFormatOption,
  notifyOption,
} from './drift-options.ts';
import { EXIT, type ExitCode } from './exit.ts';
import {
  DEFAULT_FILE,
  emulatorOption,
  filesAndState,
  formatOption,
  headroomOption,
  maxAgeOption,
  maxRateOption,
  portOption,
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
  .addHelpText('after', examples('tenon plan', 'tenon apply', 'tenon drift', 'tenon plan --emulator examples/tenant.yaml'));

program
  .command('validate')
  .description('check a definition offline: syntax, fields, references, rules')
  .argument('[file...]', FILES)
  .addOption(varsOption())
  .addOption(formatOption('text', 'json'))
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
  .addOption(formatOption('text', 'markdown', 'html', 'json'))
  .addOption(varsOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
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
  .option('-y, --yes', 'do not ask (for CI)')
  .addOption(maxAgeOption())
  .addOption(formatOption('text', 'markdown', 'json'))
  .addOption(varsOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .addOption(eventsOption())
  .addHelpText('after', ENVIRONMENT + examples('tenon apply', 'tenon apply --yes', 'tenon apply --plan plan.json --yes'))
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
  .addOption(varsOption())
  .addOption(emulatorOption())
  .addOption(headroomOption())
  .addOption(maxRateOption())
  .option('--watch', 'follow the log, and tell drift within seconds of a change, until interrupted')
  .addOption(intervalOption())
  .addOption(notifyOption())
  .addOption(notifyFormatOption())
  .addOption(eventsOption())
  .addOption(cacheOption())
  .addOption(cacheMaxAgeOption())
  .addHelpText(
    'after',
    ENVIRONMENT + examples('tenon drift', 'tenon drift --format json', 'tenon drift --format sarif > drift.sarif'),
  )
  .action(async (files: string[], options) => {
    const { drift } = await import('./verbs/drift.ts');
    const { state, ...given } = filesAndState(files, options.emulator);
    return end(drift(given.files, { ...options, emulator: state }, terminal));
  });

program
  .command('scopes')
  .description('print the least scopes that a token needs for this definition')
  .argument('[file...]', FILES)
  .addOption(varsOption())
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
  .addOption(formatOption('text', 'markdown', 'html', 'json'))
  .addHelpText('after', examples('tenon show plan.json', 'tenon show plan.json --format html > plan.html'))
  .action(async (file: string, options) => {
    const { show } = await import('./verbs/show.ts');
    return end(show(file, options, terminal));
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

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  else await crash(error);
}

/** A fault of ours: one line and where to tell it, the trace only for who asks. */
async function crash(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await terminal.problems([
    {
      code: 'internal',
      severity: 'error',
      message,
      hint: 'This is a fault in tenon. TENON_DEBUG=1 shows where; please report it.',
    },
  ]);
  if (process.env.TENON_DEBUG && error instanceof Error) terminal.tell(error.stack ?? '');
  process.exitCode = EXIT.error;
}
