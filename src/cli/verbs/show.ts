import { readFileSync } from 'node:fs';
import { validatorOf } from '../../loader/validators.ts';
import { DRIFT_FORMAT, type Drift } from '../../model/drift.ts';
import { isObject } from '../../model/json.ts';
import { RESULT_FORMAT, type Result } from '../../model/result.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readPlan } from '../plan-file/read.ts';
import { type Format, renderDrift, renderPlan, renderResult } from '../render.ts';
import type { Terminal } from '../terminal.ts';

export interface ShowOptions {
  readonly format: Format;
}

/** Renders a saved plan, or the JSON that an apply or a drift has printed. */
export async function show(file: string, options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  const result = await readAs<Result>(file, RESULT_FORMAT, 'result');
  if (result) {
    terminal.print(await renderResult(result, options.format, terminal));
    return EXIT.ok;
  }
  const drift = await readAs<Drift>(file, DRIFT_FORMAT, 'drift');
  if (drift) {
    terminal.print(await renderDrift(drift, options.format, terminal));
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

/** A document of this format, if the file is one. */
async function readAs<T extends Result | Drift>(file: string, format: string, schema: string): Promise<T | undefined> {
  try {
    const text = readFileSync(file, 'utf8');
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed) || parsed.format !== format || (await validatorOf(schema))(parsed).length > 0) return undefined;
    // The validator has just said that it has that form.
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
