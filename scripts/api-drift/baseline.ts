import { readFileSync } from 'node:fs';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Difference } from './compare-requests.ts';

/** Something left out by design. `what` names differences, with `*` for any characters. */
export interface BaselineEntry {
  readonly what: string;
  readonly reason: string;
}

export const BASELINE_FILE = new URL('baseline.json', import.meta.url);

export function readBaseline(): readonly BaselineEntry[] {
  const entries: JsonValue = JSON.parse(readFileSync(BASELINE_FILE, 'utf8'));
  return (isArray(entries) ? entries : []).flatMap((entry) =>
    isObject(entry) && typeof entry.what === 'string' && typeof entry.reason === 'string'
      ? [{ what: entry.what, reason: entry.reason }]
      : [],
  );
}

export const isNamedBy = ({ what }: BaselineEntry, id: string): boolean =>
  new RegExp(
    `^${what
      .split('*')
      .map((text) => text.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'))
      .join('.*')}$`,
  ).test(id);

export interface Judgement {
  /** Differences that the baseline does not name. */
  readonly open: readonly Difference[];
  readonly accepted: readonly Difference[];
  /** Entries of the baseline that name nothing any more. */
  readonly unused: readonly BaselineEntry[];
}

export const judgeDifferences = (differences: readonly Difference[], baseline: readonly BaselineEntry[]): Judgement => ({
  open: differences.filter(({ id }) => !baseline.some((entry) => isNamedBy(entry, id))),
  accepted: differences.filter(({ id }) => baseline.some((entry) => isNamedBy(entry, id))),
  unused: baseline.filter((entry) => !differences.some(({ id }) => isNamedBy(entry, id))),
});
