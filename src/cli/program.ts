import { CommanderError } from 'commander';
import { describeUnexpectedError, getStackFrames } from '../model/problem/unexpected-error.ts';
import { CommandLine, formatExamples } from './commands/command-line.ts';
import { registerEmulate } from './commands/register-emulate-command.ts';
import { registerBackup, registerExport } from './commands/register-export-commands.ts';
import { registerScopes, registerShow, registerTypes, registerValidate } from './commands/register-offline-commands.ts';
import { registerApply, registerDrift, registerExplain, registerPlan } from './commands/register-reconcile-commands.ts';
import { registerRestore, registerRollback, registerRuns } from './commands/register-restore-commands.ts';
import { EXIT } from './exit-codes.ts';
import { terminal } from './terminal.ts';
import { VERSION } from './version.ts';

const program = new CommandLine('tenon')
  .description('Keeps an Auth0 tenant equal to a YAML definition that lives in git.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(tenon --help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    formatExamples(
      'tenon plan',
      'tenon apply',
      'tenon drift',
      'tenon export --out tenant.yaml',
      'tenon plan --emulator examples/tenant.yaml',
    ),
  );

// In the order of the help.
const REGISTRATIONS = [
  registerValidate,
  registerPlan,
  registerApply,
  registerDrift,
  registerExport,
  registerExplain,
  registerScopes,
  registerTypes,
  registerShow,
  registerRuns,
  registerRollback,
  registerBackup,
  registerRestore,
  registerEmulate,
];
for (const add of REGISTRATIONS) add(program);

process.on('uncaughtException', (error) => void reportCrash(error).finally(() => process.exit()));
// Whoever reads us may stop reading (`tenon plan | head`): an apply goes on all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : void reportCrash(error)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  else await reportCrash(error);
}

/** A fault of ours: one line and where to tell it, the trace only for who asks. Neither says what values were at hand. */
async function reportCrash(error: unknown): Promise<void> {
  process.exitCode = EXIT.error;
  await terminal.reportProblems([
    {
      code: 'internal',
      severity: 'error',
      message: describeUnexpectedError(error),
      hint: 'This is a fault in tenon. TENON_DEBUG=1 shows where; please report it.',
    },
  ]);
  if (process.env.TENON_DEBUG) terminal.printMessage(getStackFrames(error));
}
