import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';

/** The definitions of the tests delete connections, and with them whoever is in there. */
export const ALLOW_USER_LOSS = ['--allow', 'user-loss'] as const;

const NAMES = ['plan.json', 'before.json', 'journal.jsonl', 'result.json'] as const;

/** The runs that a command line has left in a folder, the oldest first. */
export const listRunsIn = (folder: string): readonly string[] => readdirSync(join(folder, '.tenon', 'runs')).sort();

export const getRunFilePath = (folder: string, run: string, name: (typeof NAMES)[number] | ''): string =>
  join(folder, '.tenon', 'runs', run, name);

export const readRunFile = (folder: string, run: string, name: (typeof NAMES)[number]): string =>
  readFileSync(getRunFilePath(folder, run, name), 'utf8');

export const getFileMode = (file: string): number => statSync(file).mode & 0o777;

export const parseJsonLines = (lines: string): readonly JsonObject[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line))
    .filter(isObject);
