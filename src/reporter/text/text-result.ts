import { splitAddress } from '../../model/address.ts';
import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatCost } from '../view/change-counts.ts';
import {
  computeTally,
  formatTally,
  getOutcome,
  listPerformedOperations,
  type OperationOutcome,
  suggestNextStep,
} from '../view/result-tally.ts';
import {
  EMPTY_LINE,
  makeLine,
  makeSpan,
  renderStyledLines,
  type StyledLine,
  type StyledSpan,
  type Tone,
} from './lines/styled-line.ts';
import { renderProblemLines } from './problems/text-problem.ts';

const OUTCOME_MARKS: Readonly<Record<OperationOutcome, readonly [string, Tone]>> = {
  done: ['✓', 'add'],
  failed: ['✗', 'danger'],
  'outcome unknown': ['?', 'danger'],
  'not started': ['·', 'dim'],
};

/** Renders the result of an apply for a terminal or a log. */
export function renderResultText(result: Result, { colour }: { readonly colour: boolean }): string {
  const body = result.refused ? renderRefusedLines(result.refused) : renderAppliedLines(result);
  const head = makeLine(0, makeSpan('strong', `Apply to ${result.tenant}`), makeSpan('dim', `  run ${result.run}`));
  return renderStyledLines([head, EMPTY_LINE, ...body, renderNextStep(result)], colour);
}

const renderNextStep = (result: Result): StyledLine => makeLine(0, suggestNextStep(result));

const renderRefusedLines = (problems: readonly Problem[]): readonly StyledLine[] => [
  makeLine(0, makeSpan('danger', 'The plan was refused.')),
  EMPTY_LINE,
  ...problems.flatMap((problem) => [...renderProblemLines(problem), EMPTY_LINE]),
];

function renderAppliedLines(result: Result): readonly StyledLine[] {
  const operations = listPerformedOperations(result);
  if (operations.length === 0) return [makeLine(0, makeSpan('strong', 'No changes to apply.'))];
  const tally = computeTally(result);
  const tone: Tone = tally.failed + tally.unknown > 0 ? 'danger' : tally.notStarted > 0 ? 'warn' : 'strong';
  return [
    ...foldCreates(operations).flatMap(renderFoldedLines),
    EMPTY_LINE,
    makeLine(0, makeSpan(tone, formatTally(tally)), ` · ${formatCost(result.requests)}`),
  ];
}

/** More creates of one type in a row than this, all without problems, are shown on one line. */
const MAX_LISTED_CREATES = 50;

/** Puts neighboring creates of one type together that went well; each other operation stands alone. */
function foldCreates(operations: readonly OperationResult[]): readonly (readonly OperationResult[])[] {
  const runs: OperationResult[][] = [];
  for (const operation of operations) {
    const current = runs.at(-1);
    const name = getFoldName(operation);
    if (current?.[0] && name !== undefined && getFoldName(current[0]) === name) current.push(operation);
    else runs.push([operation]);
  }
  return runs;
}

const getFoldName = ({ action, address, status, problems }: OperationResult): string | undefined =>
  action === 'create' && status === 'done' && problems.length === 0 ? splitAddress(address).type : undefined;

function renderFoldedLines(run: readonly OperationResult[]): readonly StyledLine[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length <= MAX_LISTED_CREATES) return run.flatMap(renderOperationLines);
  const [mark, tone] = OUTCOME_MARKS.done;
  const names = `${splitAddress(first.address).key} … ${splitAddress(last.address).key}`;
  return [makeLine(0, makeSpan(tone, `${mark} `), `create ${run.length} ${splitAddress(first.address).type}: ${names}`)];
}

function renderOperationLines(operation: OperationResult): readonly StyledLine[] {
  const [mark, tone] = OUTCOME_MARKS[getOutcome(operation)];
  const name = [operation.action, operation.address, operation.relation].filter(Boolean).join(' ');
  const head = makeLine(
    0,
    makeSpan(tone, `${mark} `),
    makeSpan(operation.status === 'done' ? 'plain' : tone, name),
    ...renderRemark(operation),
  );
  return [head, ...operation.problems.flatMap((problem) => renderProblemLines(problem, 4))];
}

function renderRemark(operation: OperationResult): readonly StyledSpan[] {
  const { status, action, liveId, because } = operation;
  if (getOutcome(operation) === 'outcome unknown') return [makeSpan('dim', '  outcome unknown')];
  if (status === 'not started') return [makeSpan('dim', `  not started${because === undefined ? '' : `: ${because}`}`)];
  if (because !== undefined) return [makeSpan('dim', `  ${because}`)];
  return action === 'create' && liveId !== undefined ? [makeSpan('dim', `  ${liveId}`)] : [];
}
