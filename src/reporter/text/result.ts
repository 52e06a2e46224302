import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { costText } from '../view/summary.ts';
import { nextStep, type Outcome, outcomeOf, performed, tallyOf, tallyText } from '../view/tally.ts';
import { EMPTY, type Line, line, painted, type Span, span, type Tone } from './line.ts';
import { problemLines } from './problem.ts';

const MARKS: Readonly<Record<Outcome, readonly [string, Tone]>> = {
  done: ['✓', 'add'],
  failed: ['✗', 'danger'],
  'outcome unknown': ['?', 'danger'],
  'not started': ['·', 'dim'],
};

/** What an apply did. */
export function resultText(result: Result, { colour }: { readonly colour: boolean }): string {
  const body = result.refused ? refusedLines(result.refused) : appliedLines(result);
  const head = line(0, span('strong', `Apply to ${result.tenant}`), span('dim', `  run ${result.run}`));
  return painted([head, EMPTY, ...body, nextLine(result)], colour);
}

const nextLine = (result: Result): Line => line(0, nextStep(result));

const refusedLines = (problems: readonly Problem[]): readonly Line[] => [
  line(0, span('danger', 'The plan was refused.')),
  EMPTY,
  ...problems.flatMap((problem) => [...problemLines(problem), EMPTY]),
];

function appliedLines(result: Result): readonly Line[] {
  const operations = performed(result);
  if (operations.length === 0) return [line(0, span('strong', 'There was nothing to do.'))];
  const tally = tallyOf(result);
  const tone: Tone = tally.failed + tally.unknown > 0 ? 'danger' : tally.notStarted > 0 ? 'warn' : 'strong';
  return [...operations.flatMap(operationLines), EMPTY, line(0, span(tone, tallyText(tally)), ` · ${costText(result.requests)}`)];
}

function operationLines(operation: OperationResult): readonly Line[] {
  const [mark, tone] = MARKS[outcomeOf(operation)];
  const name = [operation.action, operation.address, operation.relation].filter(Boolean).join(' ');
  const head = line(0, span(tone, `${mark} `), span(operation.status === 'done' ? 'plain' : tone, name), ...remark(operation));
  return [head, ...operation.problems.flatMap((problem) => problemLines(problem, 4))];
}

function remark(operation: OperationResult): readonly Span[] {
  const { status, action, liveId, because } = operation;
  if (outcomeOf(operation) === 'outcome unknown') return [span('dim', '  outcome unknown')];
  if (status === 'not started') return [span('dim', `  not started${because === undefined ? '' : `: ${because}`}`)];
  if (because !== undefined) return [span('dim', `  ${because}`)];
  return action === 'create' && liveId !== undefined ? [span('dim', `  ${liveId}`)] : [];
}
