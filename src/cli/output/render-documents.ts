import type { AccessReport } from '../../model/access-report.ts';
import type { CheckReport } from '../../model/check-report.ts';
import type { Drift } from '../../model/drift.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { CheckFormat, DriftFormat, PlanFormat, ResultFormat, WhoFormat } from '../../reporter/report-formats.ts';
import type { Terminal } from './terminal.ts';

/** Renders a plan. The code of a format is loaded only when it is used. */
export async function renderPlan(
  plan: Plan,
  format: PlanFormat,
  terminal: Terminal,
  options: MarkdownOptions = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/text/plan/text-plan.ts')).renderPlanText(plan, {
        colour: terminal.colour,
        width: terminal.width,
        ...omitUndefined({ time: options.time }),
      });
    case 'markdown':
      return (await import('../../reporter/markdown/markdown-plan.ts')).renderPlanMarkdown(plan, options);
    case 'html':
      return (await import('../../reporter/html/plan/html-plan.ts')).renderPlanHtml(plan, options.time);
    case 'json':
      return (await import('../../reporter/plan-json.ts')).renderPlanJson(plan);
    case 'github':
      return (await import('../../reporter/github-annotations.ts')).renderGithubAnnotations(plan);
  }
}

export async function renderDrift(
  drift: Drift,
  format: DriftFormat,
  terminal: Terminal,
  options: MarkdownOptions = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/text/drift/text-drift.ts')).renderDriftText(drift, {
        colour: terminal.colour,
        width: terminal.width,
      });
    case 'markdown':
      return (await import('../../reporter/drift/markdown-drift.ts')).renderDriftMarkdown(drift, options);
    case 'html':
      return (await import('../../reporter/drift/html-drift.ts')).renderDriftHtml(drift);
    case 'junit':
      return (await import('../../reporter/drift/junit-drift.ts')).renderDriftJunit(drift);
    case 'sarif':
      return (await import('../../reporter/drift/sarif-drift.ts')).renderDriftSarif(drift);
    case 'json':
      return `${toPrintableJson(drift, 2)}\n`;
  }
}

export async function renderCheck(
  report: CheckReport,
  format: CheckFormat,
  terminal: Terminal,
  options: MarkdownOptions = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/check/text-check.ts')).renderCheckText(report, { colour: terminal.colour });
    case 'markdown':
      return (await import('../../reporter/check/markdown-check.ts')).renderCheckMarkdown(report, options);
    case 'sarif':
      return (await import('../../reporter/check/sarif-check.ts')).renderCheckSarif(report);
    case 'junit':
      return (await import('../../reporter/check/junit-check.ts')).renderCheckJunit(report);
    case 'json':
      return `${toPrintableJson(report, 2)}\n`;
  }
}

export async function renderResult(
  result: Result,
  format: ResultFormat,
  terminal: Terminal,
  options: MarkdownOptions = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/text/text-result.ts')).renderResultText(result, { colour: terminal.colour });
    case 'markdown':
      return (await import('../../reporter/markdown/markdown-result.ts')).renderResultMarkdown(result, options);
    case 'html':
      return (await import('../../reporter/html/html-result.ts')).renderResultHtml(result);
    case 'json':
      return `${toPrintableJson(result, 2)}\n`;
  }
}

export async function renderWho(report: AccessReport, format: WhoFormat, terminal: Terminal): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/who/text-who.ts')).renderWhoText(report, {
        colour: terminal.colour,
        width: terminal.width,
      });
    case 'markdown':
      return (await import('../../reporter/who/markdown-who.ts')).renderWhoMarkdown(report);
    case 'json':
      return `${toPrintableJson(report, 2)}\n`;
  }
}

/** With `--format github`, prints problems as annotations on stdout, where the runner reads them. */
export const createAnnotatingTerminal = (terminal: Terminal, format: string): Terminal =>
  format === 'github'
    ? {
        ...terminal,
        reportProblems: async (problems) => {
          const { renderGithubAnnotations } = await import('../../reporter/github-annotations.ts');
          if (problems.length > 0) terminal.print(renderGithubAnnotations(problems));
        },
      }
    : terminal;
