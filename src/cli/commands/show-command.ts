import { getValidator } from '../../loader/load-validator.ts';
import { DRIFT_FORMAT, type Drift } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { RESULT_FORMAT, type Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import { FORMATS, type PlanFormat } from '../../reporter/report-formats.ts';
import { readSavedDocument } from '../../workflows/plan-file/read-saved-document.ts';
import { parseSavedPlan } from '../../workflows/plan-file/read-saved-plan.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { createAnnotatingTerminal, renderDrift, renderPlan, renderResult } from '../output/render-documents.ts';
import type { Terminal } from '../output/terminal.ts';

export interface ShowOptions extends MarkdownOptions {
  readonly format: PlanFormat;
}

/** Renders a saved plan, or the JSON output of apply or drift. */
export async function runShowCommand(file: string, options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  const text = await renderDocument(file, options, terminal);
  if (text.ok) terminal.print(text.value);
  else await createAnnotatingTerminal(terminal, options.format).reportProblems([text.error]);
  return text.ok ? EXIT.ok : EXIT.error;
}

async function renderDocument(file: string, options: ShowOptions, terminal: Terminal): Promise<Outcome<string, Problem>> {
  const { format } = options;
  const document = readSavedDocument(file);
  if (!document.ok) return document;
  const result = await parseDocumentAs<Result>(document.value, RESULT_FORMAT, 'result');
  if (result) {
    const resultFormat = FORMATS.result.find((known) => known === format);
    return resultFormat
      ? succeed(await renderResult(result, resultFormat, terminal, options))
      : failWith(createFormatProblem('a result', format, FORMATS.result));
  }
  const drift = await parseDocumentAs<Drift>(document.value, DRIFT_FORMAT, 'drift');
  if (drift) {
    if (format === 'github') return failWith(createFormatProblem('drift', format, DRIFT_FORMATS));
    return succeed(await renderDrift(drift, format, terminal, options));
  }
  const saved = await parseSavedPlan(file, document.value, process.env);
  return saved.ok ? succeed(await renderPlan(saved.value.plan, format, terminal, options)) : saved;
}

/** The formats of drift among those that `show --format` accepts. */
const DRIFT_FORMATS = FORMATS.drift.filter((format) => FORMATS.plan.some((known) => known === format));

const createFormatProblem = (what: string, format: string, formats: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `--format ${format} cannot show ${what}`,
  expected: `one of: ${formats.join(', ')}`,
});

/** Returns the document if it has this format and matches its schema. */
async function parseDocumentAs<T extends Result | Drift>(
  document: JsonObject,
  format: string,
  schema: string,
): Promise<T | undefined> {
  if (document.format !== format || (await getValidator(schema))(document).length > 0) return undefined;
  // The validator has just confirmed that it is a T.
  return JSON.parse(JSON.stringify(document));
}
