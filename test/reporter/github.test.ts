import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderGithubAnnotations } from '../../src/reporter/github-annotations.ts';
import { hostilePlan, hostileProblem } from '../support/hostile.ts';
import { added, change, operation, plan, problem } from '../support/plans.ts';

/** As a runner reads a line. */
const COMMAND = /^::(error|warning|notice) ([^:\r\n]*)::(.*)$/;
const unescaped = (text: string): string =>
  text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

function read(line: string): { readonly level: string; readonly properties: Record<string, string>; readonly message: string } {
  const [, level = '', properties = '', message = ''] = COMMAND.exec(line) ?? [];
  const pairs = properties.split(',').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))];
  });
  return { level, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

const lines = (text: string): readonly string[] => text.split('\n').slice(0, -1);
const origin = { kind: 'file', file: 'a,b:c%.yaml', line: 3, column: 5 } as const;

describe('annotations', () => {
  test('stand on the line that asks for the change', () => {
    const update = operation('update', 'clients/App', { origin, changes: [change(['name'], 'a:b', 'c,d')] });
    const [, line = ''] = lines(renderGithubAnnotations(plan([update])));
    expect(line).toContain('file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=');
    expect(read(line)).toEqual({
      level: 'notice',
      properties: { file: 'a,b:c%.yaml', line: '3', col: '5', title: '~ clients/App' },
      message: 'name  a:b → c,d',
    });
  });
  test('one a resource, what loses most first, refusals before all', () => {
    const of = plan(
      [
        operation('update', 'clients/A'),
        operation('link', 'clients/A', { relation: 'x' }),
        operation('delete', 'clients/B', { why: 'All is lost.' }),
        operation('note', 'clients/C'),
      ],
      { refusals: [problem({ code: 'guard-protected' })] },
    );
    const read3 = lines(renderGithubAnnotations(of)).map(read);
    expect(read3.map(({ level }) => level)).toEqual(['error', 'notice', 'warning', 'notice']);
    expect(read3[2]?.message).toContain('All is lost.');
  });
  test('each line that changes something has its own; the first of every resource comes before the second of any', () => {
    const at = (line: number) => ({ ...origin, line });
    const changed = (name: string, first: number) =>
      operation('update', `clients/${name}`, {
        origin: at(first),
        changes: [
          { ...change(['description'], 'a', 'b'), origin: at(first + 1) },
          { ...added('callbacks', 'x'), origin: at(first + 2) },
          { ...added('callbacks', 'y'), origin: at(first + 2) },
        ],
      });
    const told = lines(renderGithubAnnotations(plan([changed('A', 10), changed('B', 20)]))).map(read);
    expect(told.map(({ properties }) => properties.line)).toEqual([undefined, '11', '21', '12', '22']);
    expect(told[3]?.message).toMatch(/callbacks\n.*\+ x\n.*\+ y$/);
  });
  test('of problems', () => {
    const [line = ''] = lines(renderGithubAnnotations([problem({ severity: 'warning', place: origin, hint: '100%\nsure' })]));
    expect(read(line)).toMatchObject({ level: 'warning', properties: { title: 'unknown-field', line: '3' } });
    expect(line).toMatch(/%0Ahelp: 100%25%0Asure$/);
  });
  test('no text makes a command of its own', () => {
    fc.assert(
      fc.property(hostilePlan, fc.array(hostileProblem), (of, problems) => {
        for (const line of [...lines(renderGithubAnnotations(of)), ...lines(renderGithubAnnotations(problems))]) {
          expect(line).toMatch(COMMAND);
          expect(line).not.toMatch(/(?!\t)\p{Cc}/u);
        }
      }),
    );
  });
});
