import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { type Block, listBlocks } from './pages.ts';

const env = {
  GOOGLE_CLIENT_SECRET: 'secret-of-google',
  CALLBACKS: '["https://portal.cargo.example/callback"]',
  DESCRIPTION: 'Where customers book shipments',
};

/** Reads the name of the file that a block shows: `# tenant.yaml` or `// actions/login.js` in its first line. */
const getFileName = ({ code }: Block): string | undefined => /^(?:#|\/\/) (\S+\.\w+)\n/.exec(code)?.[1];

interface Example {
  readonly line: number;
  readonly files: Readonly<Record<string, string>>;
  /** The files to load, in this order. */
  readonly loaded: readonly string[];
}

/** Groups the blocks of the page: one that shows `tenant.yaml` or no file name begins an example, and the files after it belong to it. */
function listExamples(): readonly Example[] {
  const examples: { line: number; files: Record<string, string>; loaded: string[] }[] = [];
  for (const block of listBlocks('docs/definition.md')) {
    const name = getFileName(block) ?? 'tenant.yaml';
    if (name === 'tenant.yaml') examples.push({ line: block.line, files: {}, loaded: [] });
    const example = examples.at(-1);
    if (!example) continue;
    const isReferredTo = example.files['tenant.yaml']?.includes(name) ?? false;
    if (block.language === 'yaml' && !isReferredTo) example.loaded.push(name);
    example.files[name] = block.code;
  }
  return examples;
}

const examples = listExamples();

test.each(examples.map((example) => [example.line, example] as const))(
  'the definition in line %i loads without a finding',
  async (_, { files, loaded }) => {
    const folder = createTemporaryFolder(files);
    const outcome = await load({ env, root: folder, files: loaded.map((file) => join(folder, file)) });
    expect(outcome.ok ? outcome.value.warnings : outcome.error).toEqual([]);
  },
);

test('the examples are all there, with the files that belong to them', () => {
  expect(examples.length).toBeGreaterThan(10);
  expect(examples.flatMap(({ loaded }) => loaded)).toContain('production.yaml');
  expect(examples.flatMap(({ files }) => Object.keys(files))).toEqual(
    expect.arrayContaining(['clients.yaml', 'teams/billing.yaml', 'actions/customer-number.js']),
  );
});
