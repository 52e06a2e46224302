import { readFileSync } from 'node:fs';
import { isObject } from '../../model/json.ts';
import { RESULT_FORMAT, type Result } from '../../model/result.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readPlan } from '../plan-file/read.ts';
import { type Format, renderPlan, renderResult } from '../render.ts';
import type { Terminal } from '../terminal.ts';

export interface ShowOptions {
  readonly format: Format;
}

/** Renders a saved plan or result. */
export async function show(file: string, options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  const result = readResult(file);
  if (result) {
    terminal.print(await renderResult(result, options.format, terminal));
    return EXIT.ok;
  }
  const saved = await readPlan(file, process.env);
  if (!saved.ok) {
    await terminal.problems([saved.error]);
    return EXIT.error;
  }
  terminal.print(await renderPlan(saved.value.plan, options.format, terminal));
  return EXIT.ok;
}

function readResult(file: string): Result | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(parsed) && parsed.format === RESULT_FORMAT ? JSON.parse(JSON.stringify(parsed)) : undefined;
  } catch {
    return undefined;
  }
}
