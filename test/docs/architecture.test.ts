import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPage, root } from './pages.ts';

const PAGE = 'docs/architecture.md';

/** Lists the folders of `src` and those directly inside them. */
function listFolders(): readonly string[] {
  const listIn = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`);
  return listIn('src').flatMap((folder) => [folder, ...listIn(folder)]);
}

test('docs/architecture.md describes every folder of src and src/*', () => {
  const described = [...readPage(PAGE).matchAll(/^\| `(src\/[^`]+)` \|/gm)].map(([, path]) => path);
  expect([...described].sort()).toEqual([...listFolders()].sort());
});

test.each([PAGE, 'docs/adding-a-resource-type.md', 'docs/decisions.md', 'CONTRIBUTING.md'])(
  'every file that %s names exists',
  (page) => {
    const named = [...readPage(page).matchAll(/`((?:src|schemas|scripts|docs|test)(?:\/[\w.-]+)*)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);
