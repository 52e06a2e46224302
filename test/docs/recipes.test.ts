import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { readAction } from '../action/action-runner.ts';
import { runCli } from '../support/cli.ts';
import { listBlocks, pages, readPage } from './pages.ts';

const blocks = pages.flatMap(listBlocks);

/** `tenon plan --out plan.json`, however the program is called there. */
const CALL = /(?:^|[\s"'`$(])(?:npx )?(?:\$?TENON|tenon|\S*cli\/main\.js) ([a-z]+)\b((?:\\\n|[^\n|&;#>`])*)/gm;
const calls = blocks
  .filter(({ language }) => language !== 'js')
  .flatMap(({ code, ...where }) => [...code.matchAll(CALL)].map(({ 1: verb = '', 2: rest = '' }) => ({ ...where, verb, rest })))
  .filter(({ verb, rest }) => rest.includes('--') || ['validate', 'plan', 'apply', 'drift', 'show'].includes(verb));

const collectValues = (value: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(value)) return value.flatMap((item) => [item, ...collectValues(item)]);
  return isObject(value) ? Object.values(value).flatMap((item) => [item, ...collectValues(item)]) : [];
};

const yamlBlocks = blocks
  .filter(({ language }) => language === 'yaml')
  .map((block) => [`${block.page}:${block.line}`, block] as const);

describe('what the docs show', () => {
  test.each(yamlBlocks)('%s is YAML', (_, { code }) => {
    for (const document of parseAllDocuments(code)) expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  test('calls tenon as it can be called', async () => {
    expect(calls.length).toBeGreaterThan(20);
    const verbs = [...new Set(calls.map(({ verb }) => verb))];
    const help = new Map<string, string>();
    for (const verb of verbs) help.set(verb, (await runCli([verb, '--help'], { cwd: '.' })).stdout);
    const unknown = calls.flatMap(({ page, line, verb, rest }) =>
      [...rest.matchAll(/(?<=\s)--[a-z-]+/g)]
        .filter(([flag]) => !new RegExp(`(?:^|\\s)${flag}(?=[\\s,])`).test(help.get(verb) ?? ''))
        .map(([flag]) => `${page}:${line}: tenon ${verb} ${flag}`),
    );
    expect(unknown).toEqual([]);
    for (const [verb, text] of help) expect(text, verb).toContain(`Usage: tenon ${verb}`);
  });

  test.each(yamlBlocks.filter(([name]) => name.startsWith('docs/ci/github')))(
    '%s gives the action inputs, and reads outputs, that it has',
    async (_, { code }) => {
      const { inputs, outputs } = readAction();
      const steps = collectValues(parseAllDocuments(code)[0]?.toJS())
        .filter(isObject)
        .filter(({ uses }) => String(uses).startsWith('tenon-auth0/tenon@v0'));
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) {
        const given = isObject(step.with) ? step.with : {};
        expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
        const { stdout } = await runCli([String(given.command ?? 'plan'), '--help'], { cwd: '.' });
        for (const flag of String(given.args ?? '').match(/--[a-z-]+/g) ?? []) expect(stdout).toContain(`${flag} `);
      }
      for (const [, name = ''] of code.matchAll(/steps\.tenon\.outputs\.([\w-]+)/g)) expect(Object.keys(outputs)).toContain(name);
    },
  );

  test('every system has its page, with all that it needs', () => {
    for (const system of ['github', 'gitlab', 'azure', 'jenkins']) {
      const text = readPage(`docs/ci/${system}.md`);
      for (const part of [/--against/, /--emulator/, /apply/, /plan\.json/, /max-age/, /drift/, /TENON_PLAN_KEY/])
        expect(text, system).toMatch(part);
    }
  });
});
