import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it.each([
  ['docs/resources.md', 'resources.mjs'],
  ['docs/rules.md', 'rules-page.mjs'],
  ['schemas/definition.schema.json', 'editor-schema.mjs'],
])('%s is what scripts/%s makes of the sources (npm run docs)', (_, script) => {
  const path = fileURLToPath(new URL(`../../scripts/${script}`, import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', path, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
