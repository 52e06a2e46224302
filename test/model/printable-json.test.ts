import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPrintableJson } from '../../src/model/json/printable-json.ts';

const UNSAFE = '\u007f\u0080\u009b\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\u{e0041}';

it('escapes what a terminal obeys or a reader does not see, and says the same', () => {
  const value = { [UNSAFE]: [UNSAFE, 'plain é 漢 😀'] };
  for (const indent of [0, 2]) {
    const json = toPrintableJson(value, indent);
    expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(json).toContain('\\u009b');
    expect(json).toContain('\\u202e');
    expect(json).toContain('plain é 漢 😀');
    expect(JSON.parse(json)).toEqual(value);
  }
});

it('says the same of any value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
      expect(toPrintableJson(value, indent)).toBe(toPrintableJson(JSON.parse(toPrintableJson(value, indent)), indent));
      expect(JSON.parse(toPrintableJson(value, indent))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

/** What is written to be read by people or programs goes through it: nothing that prints, or writes a file, stringifies by itself. */
it('every document of the command line is written with it', () => {
  const source = join(import.meta.dirname, '../../src');
  const rooms = ['cli', 'reporter'];
  const files = rooms.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' }).map((file) => join(source, room, file)),
  );
  const bare = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => ({ file, line })),
    )
    .filter(({ line }) =>
      /(?:print|write\w*)\(.*JSON\.stringify|`\$\{JSON\.stringify|JSON\.stringify\(.*, null, \d\)/.test(line),
    );
  expect(bare).toEqual([]);
});
