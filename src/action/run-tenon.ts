import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ActionInputs } from './action-inputs.ts';

/** The command line next to this file's bundle in dist/. */
const CLI = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** A finished run of the command line. */
export interface TenonExecution {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunTenon = (...args: readonly string[]) => Promise<TenonExecution>;

/** Creates a function that runs tenon in the working directory of the inputs. */
export const createTenonRunner =
  ({ folder }: ActionInputs): RunTenon =>
  (...args) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', reject);
      // The code is null if a signal killed the process.
      child.once('close', (code) => resolve({ code: code ?? 1, stdout: decodeChunks(out), stderr: decodeChunks(err) }));
    });

const decodeChunks = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
