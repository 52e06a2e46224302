import { member } from '../../model/json/json.ts';
import { pointerOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Matching, Pair } from '../match/match-resources.ts';
import { type Attaching, attachingNew, attachingOf, type Wanted } from '../owned/attached.ts';

/** What can be said of declared things that a resource is to own before the API is asked: there are too many, or one is not there. */
export const attachedProblems = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared, live }) => {
      const attaching = live ? attachingOf(definition, declared, live) : attachingNew(definition, declared);
      return attaching
        ? [...tooMany(declared, attaching), ...unknown(declared, attaching), ...(live ? unreadable(declared, attaching) : [])]
        : [];
    }),
  );

type Declared = Pair['declared'];

function tooMany({ address }: Declared, { attached, all, wanted, goes, fields }: Attaching): readonly Problem[] {
  const stays = all.length - goes.length;
  const news = wanted.filter(({ live }) => !live);
  if (stays + news.length <= attached.most) return [];
  const others = stays - new Set(wanted.flatMap(({ live }) => (live ? [live] : []))).size;
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      message: `${address} would have ${stays + news.length} ${attached.noun}s${others > 0 ? `, ${others} of them not declared in ${fields.join(', ')}` : ''}`,
      place: { kind: 'address', address, pointer: placeOf(news[0]) },
      expected: `${attached.most} at most`,
      hint: others > 0 ? `Take one out of the list, or declare the others and take one out there.` : 'Take one out of the list.',
    },
  ];
}

const unknown = ({ address }: Declared, { attached, wanted }: Attaching): readonly Problem[] =>
  wanted
    .filter(({ item, live }) => !live && member(item, 'id') !== undefined)
    .map((one) => ({
      code: 'dangling-reference',
      severity: 'error',
      message: `${address} has no ${attached.noun} with the id "${member(one.item, 'id')}"`,
      place: { kind: 'address', address, pointer: placeOf(one) },
      hint: `Declare the ${attached.noun} itself instead of its id.`,
    }));

/** Refused by the API as well, but only after another one has made room for it. */
const unreadable = ({ address }: Declared, { attached, wanted }: Attaching): readonly Problem[] =>
  wanted
    .filter(({ item, live }) => !live && attached.shown(item) === undefined)
    .map((one) => ({
      code: 'wrong-value',
      severity: 'error',
      message: `A ${attached.noun} of ${address} cannot be read`,
      place: { kind: 'address', address, pointer: `${placeOf(one)}/${attached.hidden[0]}` },
      expected: 'a public key or certificate in PEM form',
      hint: 'Look whether it is whole, with its first and last line.',
    }));

const placeOf = (one: Wanted | undefined): string => (one ? pointerOf([...one.list.at, one.index]) : '');
