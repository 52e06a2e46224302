import { getObjectMember } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import {
  type AttachmentState,
  type DeclaredAttachment,
  resolveAttachments,
  resolveNewAttachments,
} from '../owned/match-attached.ts';

/** What can be said of declared things that a resource is to own before the API is asked: there are too many, or one is not there. */
export const checkAttachedItems = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared, live }) => {
      const attaching = live ? resolveAttachments(definition, declared, live) : resolveNewAttachments(definition, declared);
      return attaching
        ? [
            ...checkAttachedLimit(declared, attaching),
            ...checkAttachedIds(declared, attaching),
            ...(live ? checkAttachedReadable(declared, attaching) : []),
          ]
        : [];
    }),
  );

type Declared = ResourcePair['declared'];

function checkAttachedLimit(
  { address }: Declared,
  { attached, all, declaredItems: wanted, leaving: goes, fields }: AttachmentState,
): readonly Problem[] {
  const stays = all.length - goes.length;
  const added = wanted.filter(({ live }) => !live);
  if (stays + added.length <= attached.limit) return [];
  const others = stays - new Set(wanted.flatMap(({ live }) => (live ? [live] : []))).size;
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      message: `${address} would have ${stays + added.length} ${attached.noun}s${others > 0 ? `, ${others} of them not declared in ${fields.join(', ')}` : ''}`,
      place: { kind: 'address', address, pointer: getAttachedPointer(added[0]) },
      expected: `${attached.limit} at most`,
      hint: others > 0 ? `Take one out of the list, or declare the others and take one out there.` : 'Take one out of the list.',
    },
  ];
}

const checkAttachedIds = ({ address }: Declared, { attached, declaredItems: wanted }: AttachmentState): readonly Problem[] =>
  wanted
    .filter(({ item, live }) => !live && getObjectMember(item, 'id') !== undefined)
    .map((one) => ({
      code: 'dangling-reference',
      severity: 'error',
      message: `${address} has no ${attached.noun} with the id "${getObjectMember(one.item, 'id')}"`,
      place: { kind: 'address', address, pointer: getAttachedPointer(one) },
      hint: `Declare the ${attached.noun} itself instead of its id.`,
    }));

/** Refused by the API as well, but only after another one has made room for it. */
const checkAttachedReadable = ({ address }: Declared, { attached, declaredItems: wanted }: AttachmentState): readonly Problem[] =>
  wanted
    .filter(({ item, live }) => !live && attached.computeShown(item) === undefined)
    .map((one) => ({
      code: 'wrong-value',
      severity: 'error',
      message: `A ${attached.noun} of ${address} cannot be read`,
      place: { kind: 'address', address, pointer: `${getAttachedPointer(one)}/${attached.hiddenFields[0]}` },
      expected: 'a public key or certificate in PEM form',
      hint: 'Look whether it is whole, with its first and last line.',
    }));

const getAttachedPointer = (one: DeclaredAttachment | undefined): string => (one ? toPointer([...one.list.at, one.index]) : '');
