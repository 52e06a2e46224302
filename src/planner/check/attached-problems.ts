import { getObjectMember } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { addArticle } from '../../model/wording.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import {
  type AttachmentState,
  type DeclaredAttachment,
  resolveAttachments,
  resolveNewAttachments,
} from '../owned/match-attached.ts';

/** Checks attached items (a client's credentials) before any request is sent: too many, an unknown id, or an unreadable key. */
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
  { attached, all, declaredItems, leaving, fields }: AttachmentState,
): readonly Problem[] {
  const staying = all.length - leaving.length;
  const added = declaredItems.filter(({ live }) => !live);
  if (staying + added.length <= attached.limit) return [];
  const undeclared = staying - new Set(declaredItems.flatMap(({ live }) => (live ? [live] : []))).size;
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      message: `${address} would have ${staying + added.length} ${attached.noun}s${undeclared > 0 ? `, ${undeclared} of them not declared in ${fields.join(', ')}` : ''}`,
      place: { kind: 'address', address, pointer: getAttachedPointer(added[0]) },
      expected: `at most ${attached.limit}`,
      hint:
        undeclared > 0
          ? 'Remove one from the list, or declare the undeclared ones and remove one of those.'
          : 'Remove one from the list.',
    },
  ];
}

const checkAttachedIds = ({ address }: Declared, { attached, declaredItems }: AttachmentState): readonly Problem[] =>
  declaredItems
    .filter(({ item, live }) => !live && getObjectMember(item, 'id') !== undefined)
    .map((one) => ({
      code: 'dangling-reference',
      severity: 'error',
      message: `${address} has no ${attached.noun} with the id "${getObjectMember(one.item, 'id')}"`,
      place: { kind: 'address', address, pointer: getAttachedPointer(one) },
      hint: `Declare the ${attached.noun} itself instead of an id.`,
    }));

/** Checks that a key or certificate can be parsed. The API does too, but only after a rotation has deleted another one to make room. */
const checkAttachedReadable = ({ address }: Declared, { attached, declaredItems }: AttachmentState): readonly Problem[] =>
  declaredItems
    .filter(({ item, live }) => !live && attached.computeShown(item) === undefined)
    .map((one) => ({
      code: 'wrong-value',
      severity: 'error',
      message: `cannot parse ${addArticle(attached.noun)} of ${address}`,
      place: { kind: 'address', address, pointer: `${getAttachedPointer(one)}/${attached.hiddenFields[0]}` },
      expected: 'a public key or certificate in PEM form',
      hint: 'Check that it is complete, including its BEGIN and END lines.',
    }));

const getAttachedPointer = (one: DeclaredAttachment | undefined): string => (one ? toPointer([...one.list.at, one.index]) : '');
