import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { isObject } from '../../src/model/json/json-value.ts';
import type { CaseOutcome } from './campaign-report.ts';
import { getForeignUrl } from './faulty-tenant.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = fileURLToPath(new URL('part.ts', import.meta.url));
/** As deep below the root as the sources are: some of them read files beside them. */
const PART = fileURLToPath(new URL('../../node_modules/.campaign/part.mjs', import.meta.url));

/** As one file: thousands of runs in a process would each look for the modules that they load late. */
async function bundlePart(): Promise<void> {
  const bundle = await rolldown({ input: SOURCE, platform: 'node', external: (id) => /^[^./]/.test(id) });
  await bundle.write({ file: PART, format: 'esm', sourcemap: 'inline', codeSplitting: false });
}

/** Plays the campaign that the environment asks for, in as many processes as there are cores; a tenant that somebody named has one. */
export async function runCampaign(
  env: NodeJS.ProcessEnv,
  onOutcome: (outcome: CaseOutcome) => void = () => undefined,
): Promise<readonly CaseOutcome[]> {
  await bundlePart();
  const parts = getForeignUrl() === undefined ? Math.min(availableParallelism(), 8) : 1;
  const all = await Promise.all(Array.from({ length: parts }, (_, part) => runPart(part, parts, env, onOutcome)));
  return all.flat();
}

function runPart(
  part: number,
  parts: number,
  env: NodeJS.ProcessEnv,
  onOutcome: (outcome: CaseOutcome) => void,
): Promise<readonly CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  const child = fork(PART, [String(part), String(parts)], { cwd: ROOT, env, execArgv: ['--enable-source-maps'] });
  child.on('message', (message) => {
    if (!isOutcome(message)) return;
    outcomes.push(message);
    onOutcome(message);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve(outcomes) : reject(new Error(`part ${part} of the campaign ended with ${code}`)),
    );
  });
}

const isOutcome = (message: unknown): message is CaseOutcome => isObject(message) && typeof message.id === 'string';
