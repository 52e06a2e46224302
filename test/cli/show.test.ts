import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runShowCommand } from '../../src/cli/commands/show-command.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import type { Terminal } from '../../src/cli/output/terminal.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { createOperation, createOperationResult, createProblem, createResult } from '../support/plan-builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon-show-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `tenon show FILE` prints and tells of this document. */
async function showDocument(document: object, format: 'html' | 'markdown' | 'text') {
  const file = join(folder, 'document.json');
  writeFileSync(file, JSON.stringify(document));
  const printed: string[] = [];
  const problems: Problem[] = [];
  const terminal: Terminal = {
    print: (text) => printed.push(text),
    printMessage: (text) => printed.push(text),
    reportProblems: async (told) => void problems.push(...told),
    colour: false,
    errorColour: false,
    width: 80,
    interactive: false,
    redact: (text) => text,
  };
  const code = await runShowCommand(file, { format }, terminal);
  return { code, printed: printed.join(''), codes: problems.map(({ code }) => code) };
}

const buildFailedResult = (more: object) =>
  createResult([
    createOperationResult('failed', createOperation('create', 'roles/admin'), { problems: [{ ...createProblem(), ...more }] }),
  ]);

test.each(['html', 'markdown', 'text'] as const)('a result is shown as %s; one whose code is no code is none', async (format) => {
  expect(await showDocument(buildFailedResult({}), format)).toMatchObject({ code: EXIT.ok, codes: [] });
  const forged = await showDocument(buildFailedResult({ code: 'x</code><script>alert(1)</script>' }), format);
  expect(forged).toMatchObject({ code: EXIT.error, printed: '', codes: ['plan-unreadable'] });
});
