import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ProjectOutput } from '../../project/project.ts';
import type { OutputRequest } from './output-value.ts';

/**
 * Finds the outputs that a user asks for: names of a project's outputs, or expressions.
 * @param names empty: all outputs of the project
 */
export function selectOutputs(
  names: readonly string[],
  declared: readonly ProjectOutput[],
): Outcome<readonly OutputRequest[], readonly Problem[]> {
  if (names.length === 0) return declared.length > 0 ? succeed(declared) : failWith([nothingAskedProblem]);
  const found = names.map((text) => declared.find(({ name }) => name === text) ?? parseRequest(text) ?? text);
  const unknown = found.filter((request) => typeof request === 'string');
  if (unknown.length > 0) return failWith(unknown.map((text) => createUnknownProblem(text, declared)));
  return succeed(found.filter((request) => typeof request !== 'string'));
}

/** An expression has the dot before a field; a name has none. */
const parseRequest = (text: string): OutputRequest | undefined =>
  text.includes('.') ? { name: text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_'), expression: text } : undefined;

const nothingAskedProblem: Problem = {
  code: 'usage',
  severity: 'error',
  message: 'No value to output',
  expected: 'an address and a field, such as clients/Shop.client_id, or "outputs" in tenon.yaml',
};

const createUnknownProblem = (text: string, declared: readonly ProjectOutput[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `There is no output "${text}"`,
  expected: 'a name under "outputs" in tenon.yaml, or an address and a field, such as clients/Shop.client_id',
  ...omitUndefined({
    hint: formatSuggestion(
      findNearestName(
        text,
        declared.map(({ name }) => name),
      ),
    ),
  }),
});
