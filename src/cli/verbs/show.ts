import { validatorOf } from '../../loader/load-validator.ts';
import { DRIFT_FORMAT, type Drift } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { RESULT_FORMAT, type Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/report.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readDocument } from '../plan-file/document.ts';
import { planFrom } from '../plan-file/read.ts';
import { annotating, type PlanFormat, RESULT_FORMATS, renderDrift, renderPlan, renderResult } from '../render.ts';
import type { Terminal } from '../terminal.ts';

export interface ShowOptions extends MarkdownOptions {
  readonly format: PlanFormat;
}

/** Renders a saved plan, or the JSON that an apply or a drift has printed. */
export async function show(file: string, options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  const text = await rendered(file, options, terminal);
  if (text.ok) terminal.print(text.value);
  else await annotating(terminal, options.format).problems([text.error]);
  return text.ok ? EXIT.ok : EXIT.error;
}

async function rendered(file: string, options: ShowOptions, terminal: Terminal): Promise<Outcome<string, Problem>> {
  const { format } = options;
  const document = readDocument(file);
  if (!document.ok) return document;
  const result = await documentAs<Result>(document.value, RESULT_FORMAT, 'result');
  if (result) {
    const own = RESULT_FORMATS.find((one) => one === format);
    return own
      ? success(await renderResult(result, own, terminal, options))
      : failure(noForm('a result', format, RESULT_FORMATS));
  }
  const drift = await documentAs<Drift>(document.value, DRIFT_FORMAT, 'drift');
  if (drift) {
    if (format === 'github') return failure(noForm('drift', format, DRIFT_FORMATS));
    return success(await renderDrift(drift, format, terminal, options));
  }
  const saved = await planFrom(file, document.value, process.env);
  return saved.ok ? success(await renderPlan(saved.value.plan, format, terminal, options)) : saved;
}

const DRIFT_FORMATS = ['text', 'markdown', 'html', 'json'];

const noForm = (what: string, format: string, formats: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `${what} has no form --format ${format}`,
  expected: `one of: ${formats.join(', ')}`,
});

/** A document of this format, if it is one. */
async function documentAs<T extends Result | Drift>(
  document: JsonObject,
  format: string,
  schema: string,
): Promise<T | undefined> {
  if (document.format !== format || (await validatorOf(schema))(document).length > 0) return undefined;
  // The validator has just said that it has that form.
  return JSON.parse(JSON.stringify(document));
}
