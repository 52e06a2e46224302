import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Inputs } from './inputs.ts';

/** The command line, which is built beside this file. */
const CLI = fileURLToPath(new URL('../cli/main.js', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Tenon = (...args: readonly string[]) => Promise<Ran>;

export const tenonIn =
  ({ folder }: Inputs): Tenon =>
  (...args) =>
    new Promise((done, failed) => {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', failed);
      // A run that was killed has no code of its own.
      child.once('close', (code) => done({ code: code ?? 1, stdout: textOf(out), stderr: textOf(err) }));
    });

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
