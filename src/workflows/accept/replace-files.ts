import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { getErrorMessage } from '../../model/error-message.ts';
import type { Problem } from '../../model/problem/problem.ts';

interface FileReplacement {
  readonly path: string;
  readonly content: string;
}

/** Replaces the contents of files. Each is replaced atomically, and only after all new texts are written to temporary files. */
export function replaceFiles(files: readonly FileReplacement[]): Problem | undefined {
  const moves = files.map(({ path, content }) => ({ path, content, beside: `${path}.${randomBytes(6).toString('hex')}` }));
  try {
    for (const { path, content, beside } of moves) writeFileSync(beside, content, { flag: 'wx', mode: statSync(path).mode });
    for (const { path, beside } of moves) renameSync(beside, path);
    return undefined;
  } catch (error) {
    const message = getErrorMessage(error);
    return {
      code: 'output-unwritable',
      severity: 'error',
      message: `the definition files cannot be written: ${message}`,
      hint: 'Check that the definition files and their folders are writable.',
    };
  } finally {
    for (const { beside } of moves) if (existsSync(beside)) rmSync(beside);
  }
}
