import { CommanderError } from 'commander';
import { faultFrames, faultText } from '../model/problem/fault.ts';
import { Cli, examples } from './commands/cli.ts';
import { addEmulate } from './commands/emulating.ts';
import { addBackup, addExport } from './commands/exporting.ts';
import { addRestore, addRollback, addRuns } from './commands/going-back.ts';
import { addScopes, addShow, addTypes, addValidate } from './commands/offline.ts';
import { addApply, addDrift, addExplain, addPlan } from './commands/reconciling.ts';
import { EXIT } from './exit.ts';
import { terminal } from './terminal.ts';
import { VERSION } from './version.ts';

const program = new Cli('tenon')
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

// In the order of the help.
const VERBS = [
  addValidate,
  addPlan,
  addApply,
  addDrift,
  addExport,
  addExplain,
  addScopes,
  addTypes,
  addShow,
  addRuns,
  addRollback,
  addBackup,
  addRestore,
  addEmulate,
];
for (const add of VERBS) add(program);

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
