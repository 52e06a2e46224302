import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProjectWithPackage } from '../support/built-package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/emulator.md'), 'utf8');

/** A folder of another project that has installed the built package. */
let project = '';

beforeAll(() => {
  project = createProjectWithPackage();
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const readBlock = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

const runProgram = (input: string, cwd: string): string =>
  execFileSync(process.execPath, ['--input-type=module'], { input, cwd, encoding: 'utf8' });

/** Public names, from `export { … } from '…'`. */
function readPublicNames(): readonly string[] {
  const index = readFileSync(join(project, 'node_modules/tenon/dist/types/emulator.d.ts'), 'utf8');
  return [...index.matchAll(/export (?:type )?\{([^}]*)\} from '[^']*'/g)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.replace(/^\s*type /, '').trim())
      .filter((name) => name !== ''),
  );
}

/** Names of types that the declaration of a public name uses. */
function listTypesUsedBy(name: string): readonly string[] {
  const text = readFileSync(join(project, 'node_modules/tenon/dist/types/declarations.d.ts'), 'utf8');
  const parts = text.split(/^(?=(?:export )?(?:declare )?(?:class|const|function|interface|type) )/m);
  const declared = new Set(parts.flatMap((part) => /^export [\w ]*?(?:interface|type|class) (\w+)/.exec(part)?.[1] ?? []));
  const declaration = parts.find((part) => new RegExp(`^export [\\w ]*\\b${name}\\b`).test(part)) ?? '';
  const code = declaration.replaceAll(/\/\*[\s\S]*?\*\/|"[^"]*"|'[^']*'/g, '');
  return [...new Set(code.match(/\b[A-Z]\w+/g) ?? [])].filter((word) => declared.has(word));
}

describe('the emulator as a library', () => {
  test('runs the program of docs/emulator.md as written, with the output shown there', () => {
    const program = readBlock('js');
    expect(program).toContain("from 'tenon/emulator'");
    const output = readBlock('text');
    expect(output).not.toBe('');
    expect(runProgram(program, project)).toBe(output);
    expect(runProgram(program, root)).toBe(output);
  });

  test('exports the documented values only', () => {
    const names = runProgram("console.log(Object.keys(await import('tenon/emulator')).sort().join(' '))", project);
    expect(names.trim().split(' ')).toEqual([
      'DEFAULT_DATABASE_NAME',
      'FaultPlanError',
      'SUBSCRIPTION_NAMES',
      'isSubscriptionName',
      'parseFaultPlan',
      'startEmulator',
    ]);
  });

  test('exports every type that a public type refers to', () => {
    const names = readPublicNames();
    expect(names.length).toBeGreaterThan(15);
    const hidden = names.flatMap((name) =>
      listTypesUsedBy(name)
        .filter((used) => !names.includes(used))
        .map((used) => `${name} uses ${used}`),
    );
    expect(hidden).toEqual([]);
  });

  test('has types that compile without those of its dependencies', () => {
    const names = readPublicNames();
    const text = `import { ${names.join(', ')} } from 'tenon/emulator';
const rules: readonly FaultRule[] = [{ method: 'POST', nth: 1, fault: { latencyMs: 5 } }];
const options: EmulatorOptions = { seed: 1, plan: 'free', faults: rules };
const emulator: RunningEmulator = await startEmulator(options);
const seen: readonly RecordedRequest[] = emulator.requests();
export const used = [seen, DEFAULT_DATABASE_NAME, FaultPlanError, SUBSCRIPTION_NAMES, isSubscriptionName, parseFaultPlan];
`;
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'consumer.ts'), text);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2023,dom', '--module', 'nodenext', '--types', ''];
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags, 'consumer.ts'], { cwd: project, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
