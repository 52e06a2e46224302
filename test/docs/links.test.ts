import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { pages, readPage, root } from './pages.ts';

const INDEX = 'docs/README.md';

interface Link {
  readonly page: string;
  readonly path: string;
  readonly anchor: string;
}

/** Lists the links of a document to files of the repository, and to headings in them. */
const listLinks = (page: string): readonly Link[] =>
  [...readPage(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, path = '', anchor = '']) => ({
    page,
    path: path === '' ? page : posix.join(dirname(page), path),
    anchor,
  }));

/** Makes the anchor that GitHub gives to a heading. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const listAnchors = (page: string): readonly string[] =>
  [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => toAnchor(heading));

const links = pages.flatMap(listLinks);

test('every file in docs is in docs/README.md', () => {
  const listed = new Set(listLinks(INDEX).map(({ path }) => path));
  expect(pages.filter((page) => page.startsWith('docs/') && page !== INDEX && !listed.has(page))).toEqual([]);
});

test('every link leads to a file', () => {
  const dead = links.filter(({ path }) => !existsSync(join(root, path)));
  expect(dead.map(({ page, path }) => `${page}: ${path}`)).toEqual([]);
});

test('every link to a heading leads to one', () => {
  const dead = links.filter(
    ({ path, anchor }) =>
      anchor !== '' && path.endsWith('.md') && existsSync(join(root, path)) && !listAnchors(path).includes(anchor),
  );
  expect(dead.map(({ page, path, anchor }) => `${page}: ${path}#${anchor}`)).toEqual([]);
});
