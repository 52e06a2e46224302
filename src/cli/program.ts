import { CommanderError } from 'commander';
import { VERSION } from '../disk/version.ts';
import { describeUnexpectedError, getStackFrames } from '../model/problem/unexpected-error.ts';
import { CommandLine, formatExamples } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { deferEmulatorFlag } from './options/emulator-argument.ts';
import { registerEmulate } from './options/register-emulate-command.ts';
import { registerBackup, registerExport } from './options/register-export-commands.ts';
import { registerMatrix, registerStatus } from './options/register-fleet-commands.ts';
import { registerScopes, registerShow, registerTypes, registerValidate } from './options/register-offline-commands.ts';
import { registerOutput } from './options/register-output-command.ts';
import {
  registerApply,
  registerCheck,
  registerDrift,
  registerExplain,
  registerPlan,
  registerWho,
} from './options/register-reconcile-commands.ts';
import { registerRestore, registerRollback, registerRuns } from './options/register-restore-commands.ts';
import { registerCompletion, registerVersion } from './options/register-shell-commands.ts';
import { registerImport, registerInit } from './options/register-start-commands.ts';
import { terminal } from './output/terminal.ts';

const program = new CommandLine('tenon')
  .description('Keeps an Auth0 tenant equal to a YAML definition that lives in git.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(Run `tenon --help`)')
  .exitOverride()
  .addHelpText(
    'after',
    formatExamples(
      'tenon init',
      'tenon plan',
      'tenon apply',
      'tenon drift',
      'tenon export --out tenant.yaml',
      'tenon plan --emulator examples/tenant.yaml',
    ),
  );

// In the order of the help text.
const REGISTRATIONS = [
  registerInit,
  registerValidate,
  registerCheck,
  registerPlan,
  registerApply,
  registerDrift,
  registerStatus,
  registerMatrix,
  registerExport,
  registerImport,
  registerExplain,
  registerWho,
  registerOutput,
  registerScopes,
  registerTypes,
  registerShow,
  registerRuns,
  registerRollback,
  registerBackup,
  registerRestore,
  registerEmulate,
  registerCompletion,
  registerVersion,
];
for (const add of REGISTRATIONS) add(program);

process.on('uncaughtException', (error) => void reportCrash(error).finally(() => process.exit()));
// A reader may stop reading (`tenon plan | head`); an apply must continue.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : void reportCrash(error)));

try {
  await program.parseAsync(deferEmulatorFlag(process.argv));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  else await reportCrash(error);
}

/** Reports a bug in tenon: one line, and the stack only with TENON_DEBUG. Neither shows values. */
async function reportCrash(error: unknown): Promise<void> {
  process.exitCode = EXIT.error;
  await terminal.reportProblems([
    {
      code: 'internal',
      severity: 'error',
      message: describeUnexpectedError(error),
      hint: 'This is a bug in tenon. Please report it, with the stack that TENON_DEBUG=1 prints.',
    },
  ]);
  if (process.env.TENON_DEBUG) terminal.printMessage(getStackFrames(error));
}
