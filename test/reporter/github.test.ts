import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATION_REASON } from '../../src/model/plan/operation-reasons.ts';
import { renderGithubAnnotations } from '../../src/reporter/github-annotations.ts';
import { hostilePlan, hostileProblem } from '../support/hostile-values.ts';
import { createImpactPlan } from '../support/impact-plan.ts';
import { createAddition, createChange, createOperation, createPlan, createProblem } from '../support/plan-builders.ts';

/** As a runner reads a line. */
const COMMAND = /^::(error|warning|notice) ([^:\r\n]*)::(.*)$/;
const unescapeText = (text: string): string =>
  text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

function parseAnnotation(line: string): {
  readonly level: string;
  readonly properties: Record<string, string>;
  readonly message: string;
} {
  const [, level = '', properties = '', message = ''] = COMMAND.exec(line) ?? [];
  const pairs = properties.split(',').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), unescapeText(pair.slice(equals + 1))];
  });
  return { level, properties: Object.fromEntries(pairs), message: unescapeText(message) };
}

const splitLines = (text: string): readonly string[] => text.split('\n').slice(0, -1);
const origin = { kind: 'file', file: 'a,b:c%.yaml', line: 3, column: 5 } as const;

describe('annotations', () => {
  test('stand on the line that asks for the change', () => {
    const update = createOperation('update', 'clients/App', {
      origin,
      why: OPERATION_REASON.update,
      changes: [createChange(['name'], 'a:b', 'c,d')],
    });
    const [, line = ''] = splitLines(renderGithubAnnotations(createPlan([update])));
    expect(line).toContain('file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=');
    expect(parseAnnotation(line)).toEqual({
      level: 'notice',
      properties: { file: 'a,b:c%.yaml', line: '3', col: '5', title: '~ clients/App' },
      message: 'name  a:b → c,d',
    });
  });
  test('one a resource, updates before deletes, refusals before all', () => {
    const of = createPlan(
      [
        createOperation('update', 'clients/A'),
        createOperation('link', 'clients/A', { relation: 'x' }),
        createOperation('delete', 'clients/B', { why: 'All is lost.' }),
        createOperation('note', 'clients/C'),
      ],
      { refusals: [createProblem({ code: 'guard-protected' })] },
    );
    const read3 = splitLines(renderGithubAnnotations(of)).map(parseAnnotation);
    expect(read3.map(({ level }) => level)).toEqual(['error', 'notice', 'notice', 'warning']);
    expect(read3[3]?.message).toContain('All is lost.');
  });
  test('each line that changes something has its own; the first of every resource comes before the second of any', () => {
    const buildOrigin = (line: number) => ({ ...origin, line });
    const buildClientUpdate = (name: string, first: number) =>
      createOperation('update', `clients/${name}`, {
        origin: buildOrigin(first),
        changes: [
          { ...createChange(['description'], 'a', 'b'), origin: buildOrigin(first + 1) },
          { ...createAddition('callbacks', 'x'), origin: buildOrigin(first + 2) },
          { ...createAddition('callbacks', 'y'), origin: buildOrigin(first + 2) },
        ],
      });
    const told = splitLines(renderGithubAnnotations(createPlan([buildClientUpdate('A', 10), buildClientUpdate('B', 20)]))).map(
      parseAnnotation,
    );
    expect(told.map(({ properties }) => properties.line)).toEqual([undefined, '11', '21', '12', '22']);
    expect(told[3]?.message).toMatch(/callbacks\n.*\+ x\n.*\+ y$/);
  });
  test('with impact come first, the worst first, each on the line of its change; an error of a finding is one', () => {
    const [summary, ...others] = splitLines(renderGithubAnnotations(createImpactPlan())).map(parseAnnotation);
    expect(summary?.level).toBe('notice');
    expect(others.slice(0, 3).map(({ level, properties }) => [level, properties.line])).toEqual([
      ['warning', '41'],
      ['error', '12'],
      ['warning', '60'],
    ]);
    expect(others[1]?.message).toContain('error[callback-loopback]');
  });
  test('are ten a step at most, and the last one names the rest', () => {
    const told = splitLines(renderGithubAnnotations(createImpactPlan())).map(parseAnnotation);
    expect(told).toHaveLength(10);
    expect(told.at(-1)?.message).toContain('roles/auditor');
    const problems = Array.from({ length: 12 }, (_, line) => createProblem({ place: { ...origin, line: line + 1 } }));
    expect(splitLines(renderGithubAnnotations(problems)).map(parseAnnotation).at(-1)).toMatchObject({
      level: 'error',
      message: expect.stringContaining(':12'),
    });
  });
  test('of problems', () => {
    const [line = ''] = splitLines(
      renderGithubAnnotations([createProblem({ severity: 'warning', place: origin, hint: '100%\nsure' })]),
    );
    expect(parseAnnotation(line)).toMatchObject({ level: 'warning', properties: { title: 'unknown-field', line: '3' } });
    expect(line).toMatch(/%0Ahelp: 100%25%0Asure$/);
  });
  test('no text makes a command of its own', () => {
    fc.assert(
      fc.property(hostilePlan, fc.array(hostileProblem), (of, problems) => {
        for (const line of [...splitLines(renderGithubAnnotations(of)), ...splitLines(renderGithubAnnotations(problems))]) {
          expect(line).toMatch(COMMAND);
          expect(line).not.toMatch(/(?!\t)\p{Cc}/u);
        }
      }),
    );
  });
});
