import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../docs/pages.ts';

const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** Instructions of the Dockerfile, by build stage. */
const instructions = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')));

test('the image is built in stages from pinned images, and the last has no shell and no package manager', () => {
  const images = instructions.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
  expect(images.length).toBe(2);
  for (const image of images) expect(image).toMatch(/:(?!latest)[\w.-]+$/);
  expect(images.at(-1)).toContain('distroless');
  expect(final.filter((line) => line.startsWith('RUN'))).toEqual([]);
});

test('the program does not run as root, and is started without a shell', () => {
  expect(final.findLast((line) => line.startsWith('USER'))).toBe('USER nonroot');
  expect(final.find((line) => line.startsWith('ENTRYPOINT'))).toMatch(/^ENTRYPOINT \[/);
  expect(final.find((line) => line.startsWith('CMD'))).toMatch(/^CMD \[/);
});

test('nothing is downloaded except by npm from the lock file, and no secret is part of the build', () => {
  expect(instructions.filter((line) => /^ADD|curl|wget|^ARG|^ENV/.test(line))).toEqual([]);
  expect(instructions.join('\n')).toContain('npm ci');
});

test('the build context is a list of what is allowed', () => {
  const [first, ...rest] = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  expect(rest.filter((line) => !line.startsWith('!'))).toEqual([]);
});
