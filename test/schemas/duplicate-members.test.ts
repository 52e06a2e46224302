import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const listFiles = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));

/** JSON.parse takes the last of two members with one name and drops the other one silently. */
const findDuplicates = (text: string): readonly string[] =>
  parseDocument(text, { uniqueKeys: true, strict: true }).errors.map(({ code, linePos }) => `${code} ${linePos?.[0].line}`);

it.each([...listFiles('schemas'), ...listFiles('src/emulator/facts/schemas')])('%s declares nothing twice', (file) => {
  expect(findDuplicates(readFileSync(join(root, file), 'utf8'))).toEqual([]);
});

it('a member that stands twice is found', () => {
  expect(findDuplicates('{\n"a": 1,\n"b": 2,\n"a": 3 }')).toEqual(['DUPLICATE_KEY 4']);
});
