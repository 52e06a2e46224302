import type { JsonValue } from '../model/json/json-value.ts';
import { compareImpactClasses } from '../model/plan/impact.ts';
import type { ImpactWord } from '../schema/impact-keyword.ts';
import type { Schema } from '../schema/load-schema.ts';
import type { Movement } from './impact-question.ts';

/** What `x-impact` says about a field, its own or that of the nearest field around it. */
export interface ImpactWords {
  readonly up?: ImpactWord;
  readonly down?: ImpactWord;
  readonly any?: ImpactWord;
  readonly order?: readonly JsonValue[];
  readonly when: readonly string[];
}

const NO_WORDS: ImpactWords = { when: [] };
const SECRET_WORDS: ImpactWords = { any: ['secret', 'A credential changes, and the old one stops working.'], when: [] };
const CODE_WORDS: ImpactWords = { any: ['runs-code', 'Different code runs.'], when: [] };

const hasWords = (keyword: Schema['x-impact']): boolean =>
  keyword?.up !== undefined || keyword?.down !== undefined || keyword?.any !== undefined;

/** Returns what all fields of a resource inherit. Next to `created` or `deleted`, `when` is about the resource as a whole. */
export function getRootWords({ 'x-impact': keyword }: Schema): ImpactWords {
  if (!keyword) return NO_WORDS;
  const { created, deleted, ...words } = keyword;
  return { ...words, when: created || deleted ? [] : (words.when ?? []) };
}

/** Returns the words of a member. Without its own, it inherits; a secret or a script says what it is by itself. */
export function inheritWords(outer: ImpactWords, schema: Schema | undefined): ImpactWords {
  const own = schema?.['x-impact'];
  if (own && hasWords(own)) return { ...own, when: own.when ?? [] };
  if (schema?.['x-secret']) return SECRET_WORDS;
  if (schema?.['x-file'] === 'js' && outer.any?.[0] !== 'runs-code') return CODE_WORDS;
  return own ? { ...outer, ...own } : outer;
}

/** Returns what the members of a list's items inherit: `up` and `down` of the list are about whole items. */
export const getItemWords = ({ any, when }: ImpactWords): ImpactWords => (any ? { any, when } : NO_WORDS);

/** Picks the word for a change. Where only the opposite direction has one, the change is silent: it makes something stricter and locks no one out. */
export function pickWord({ up, down, any }: ImpactWords, { direction, ifUnknown }: Movement): ImpactWord | undefined {
  if (direction === 'any') return any ?? (ifUnknown && pickByClass(ifUnknown, up, down));
  const isDirected = up !== undefined || down !== undefined;
  return isDirected ? { up, down }[direction] : any;
}

/** Saying nothing is milder than any word. */
function pickByClass(
  which: 'worse' | 'milder',
  up: ImpactWord | undefined,
  down: ImpactWord | undefined,
): ImpactWord | undefined {
  if (!up || !down) return which === 'worse' ? (up ?? down) : undefined;
  const isUpWorse = compareImpactClasses(up[0], down[0]) <= 0;
  return isUpWorse === (which === 'worse') ? up : down;
}
