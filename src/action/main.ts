import { annotated } from './commands.ts';
import { inputsFrom } from './inputs.ts';
import { runCommand } from './run.ts';
import { tellReport } from './tell.ts';

/** What the steps of action.yml call: `run` runs tenon and writes the summary, `tell` writes the comment or the issue. */
const STEPS = { run: runCommand, tell: tellReport };

try {
  const step = Object.entries(STEPS).find(([name]) => name === process.argv[2]);
  if (!step) throw new Error(`no step "${process.argv[2]}"`);
  process.exitCode = await step[1](inputsFrom(process.env), process.env);
} catch (error) {
  console.log(annotated('error', 'tenon', error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
