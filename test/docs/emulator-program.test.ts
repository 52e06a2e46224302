import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/emulator.md'), 'utf8');
const declarations = join(root, 'dist/emulator');

/** A folder of another project that has installed the built package. */
let project = '';

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'tenon-emulator-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/tenon'), 'dir');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const readBlock = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

const runProgram = (input: string, cwd: string): string =>
  execFileSync(process.execPath, ['--input-type=module'], { input, cwd, encoding: 'utf8' });

/** Public names and the declaration file of each, from `export { … } from '…'`. */
function readPublicNames(): ReadonlyMap<string, string> {
  const index = readFileSync(join(declarations, 'index.d.ts'), 'utf8');
  return new Map(
    [...index.matchAll(/export (?:type )?\{([^}]*)\} from '([^']*)'/g)].flatMap(([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.replace(/^\s*type /, '').trim())
        .filter((name) => name !== '')
        .map((name): [string, string] => [name, posix.join('.', from.replace(/\.ts$/, '.d.ts'))]),
    ),
  );
}

/** Names of the imports that the declaration of `name` uses. */
function listImportsUsedBy(name: string, file: string): readonly string[] {
  const text = readFileSync(join(declarations, file), 'utf8');
  const declaration = text.split(/^(?=export )/m).find((part) => new RegExp(`^export [\\w ]*\\b${name}\\b`).test(part)) ?? '';
  const imported = [...text.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((item) => item.replace(/^\s*type /, '').trim()),
  );
  return imported.filter((item) => item !== '' && new RegExp(`\\b${item}\\b`).test(declaration));
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
    expect(names.size).toBeGreaterThan(15);
    const hidden = [...names].flatMap(([name, file]) =>
      listImportsUsedBy(name, file)
        .filter((used) => !names.has(used))
        .map((used) => `${name} (${dirname(file)}) uses ${used}`),
    );
    expect(hidden).toEqual([]);
  });

  test('has types that compile without those of its dependencies', () => {
    const names = [...readPublicNames().keys()];
    const text = `import { ${[...names, 'startEmulator'].join(', ')} } from 'tenon/emulator';
const rules: readonly FaultRule[] = [{ method: 'POST', nth: 1, fault: { latencyMs: 5 } }];
const options: EmulatorOptions = { seed: 1, plan: 'free', faults: rules };
const emulator: RunningEmulator = await startEmulator(options);
const seen: readonly RecordedRequest[] = emulator.requests();
export const used = [seen, DEFAULT_DATABASE_NAME, FaultPlanError, SUBSCRIPTION_NAMES, isSubscriptionName, parseFaultPlan];
`;
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'consumer.ts'), text);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2023', '--module', 'nodenext', '--types', ''];
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags, 'consumer.ts'], { cwd: project, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
