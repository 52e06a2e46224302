import { parseInputs } from './action-inputs.ts';
import { postReport } from './post-report.ts';
import { runCommand } from './run-command.ts';
import { formatAnnotation } from './workflow-commands.ts';

/** The entry points for the steps of action.yml: `run` runs tenon and writes the summary, `post` writes the comment or the issue. */
const STEPS = { run: runCommand, post: postReport };

try {
  const step = Object.entries(STEPS).find(([name]) => name === process.argv[2]);
  if (!step) throw new Error(`Unknown step "${process.argv[2]}"; expected one of: ${Object.keys(STEPS).join(', ')}.`);
  process.exitCode = await step[1](parseInputs(process.env), process.env);
} catch (error) {
  console.log(formatAnnotation('error', 'tenon', error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
