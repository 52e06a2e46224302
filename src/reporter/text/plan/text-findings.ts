import { formatCount } from '../../../model/wording.ts';
import type { CountedFinding } from '../../view/plan/counted-findings.ts';
import type { StyledLine, Tone } from '../lines/styled-line.ts';
import { renderSentence } from '../text-block.ts';

/** Renders findings in the form of problems: `error[callback-loopback]: …`. */
export const renderFindingLines = (findings: readonly CountedFinding[], indent: number, width: number): readonly StyledLine[] =>
  findings.flatMap(({ finding, count }) => {
    const { severity, rule, message, hint } = finding;
    const times = count === 1 ? '' : ` (${formatCount(count, 'resource')})`;
    const tone: Tone = severity === 'error' ? 'danger' : severity === 'warning' ? 'warn' : 'strong';
    return [
      ...renderSentence(tone, `${severity}[${rule}]: ${message}${times}`, indent, width),
      ...renderSentence('plain', `help: ${hint}`, indent + 2, width),
    ];
  });
