import type { Drift } from '../model/drift.ts';
import type { Plan } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Terminal } from './terminal.ts';

export type Format = 'text' | 'markdown' | 'html' | 'json';
export const FORMATS = ['text', 'markdown', 'html', 'json'] as const;

/** A plan in the form that was asked for, with the time that it takes where that is known. Each form's code is loaded only for it. */
export async function renderPlan(plan: Plan, format: Format, terminal: Terminal, time?: string): Promise<string> {
  const known = time === undefined ? {} : { time };
  switch (format) {
    case 'text':
      return (await import('../reporter/text/plan.ts')).planText(plan, {
        colour: terminal.colour,
        width: terminal.width,
        ...known,
      });
    case 'markdown':
      return (await import('../reporter/markdown/plan.ts')).markdownPlan(plan, known);
    case 'html':
      return (await import('../reporter/html/plan.ts')).htmlPlan(plan);
    case 'json':
      return (await import('../reporter/json.ts')).planJson(plan);
  }
}

export type DriftFormat = Format | 'junit' | 'sarif';

export async function renderDrift(drift: Drift, format: DriftFormat, terminal: Terminal): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reporter/text/drift.ts')).driftText(drift, { colour: terminal.colour, width: terminal.width });
    case 'markdown':
      return (await import('../reporter/drift/markdown.ts')).markdownDrift(drift);
    case 'html':
      return (await import('../reporter/drift/html.ts')).htmlDrift(drift);
    case 'junit':
      return (await import('../reporter/drift/junit.ts')).junitDrift(drift);
    case 'sarif':
      return (await import('../reporter/drift/sarif.ts')).sarifDrift(drift);
    case 'json':
      return `${JSON.stringify(drift, null, 2)}\n`;
  }
}

export async function renderResult(result: Result, format: Format, terminal: Terminal): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reporter/text/result.ts')).resultText(result, { colour: terminal.colour });
    case 'markdown':
      return (await import('../reporter/markdown/result.ts')).markdownResult(result);
    case 'html':
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`;
  }
}
