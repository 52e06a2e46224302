import { groupBy } from '../../../model/group-by.ts';
import type { CountedFinding } from './counted-findings.ts';
import type { ImpactEntry } from './impact-entries.ts';

/** Entries of one class that say the same of resources of one type and differ only in values; or a single entry. */
export interface ImpactKind {
  readonly entries: readonly [ImpactEntry, ...ImpactEntry[]];
  /** What all entries have in common, without the details in brackets that each of them may add. */
  readonly sentences: readonly string[];
  /** The findings that each entry brings, counted over all resources. */
  readonly findings: readonly CountedFinding[];
}

/** Fewer entries than this are shown one by one, even if they are of one kind. */
const MIN_KIND = 3;

/** Groups the entries of one class by kind: those with the most serious findings first, then in the order of the plan. */
export const groupByKind = (entries: readonly ImpactEntry[]): readonly ImpactKind[] =>
  [...groupBy(entries, toKindKey).values()]
    .flatMap((group) => (group.length < MIN_KIND ? group.map((entry) => [entry]) : [group]))
    .flatMap(([first, ...others]) => (first ? [buildKind([first, ...others])] : []))
    .sort((left, right) => rankFindings(left) - rankFindings(right));

const buildKind = (entries: ImpactKind['entries']): ImpactKind => ({
  entries,
  sentences: entries.length === 1 ? entries[0].sentences : entries[0].sentences.map(removeDetail),
  findings: entries[0].findings.map(({ finding }) => ({ finding, count: entries.flatMap(({ blocks }) => blocks).length })),
});

const SEVERITIES = ['error', 'warning'];
const rankFindings = ({ findings }: ImpactKind): number =>
  Math.min(SEVERITIES.length, ...findings.map(({ finding }) => SEVERITIES.indexOf(finding.severity)).filter((rank) => rank >= 0));

const DETAIL = / \(([^()]*)\)(?=\.?$)/;
const removeDetail = (sentence: string): string => sentence.replace(DETAIL, '');

/** Lists what the sentences of an entry add in brackets: `localhost:3000 is the user's own device`. */
export const listDetails = ({ sentences }: ImpactEntry): readonly string[] =>
  sentences.flatMap((sentence) => DETAIL.exec(sentence)?.[1] ?? []);

/** A sentence with a detail in brackets is another kind than one without: it may name a danger. */
const toKindKey = ({ blocks, fields, sentences, findings, remarks }: ImpactEntry): string =>
  JSON.stringify([
    blocks[0]?.type,
    blocks[0]?.action,
    fields,
    sentences.map((sentence) => sentence.replace(DETAIL, ' ()')),
    findings.map(({ finding }) => [finding.rule, finding.message]),
    remarks,
  ]);
