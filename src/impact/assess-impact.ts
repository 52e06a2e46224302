import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Pointer } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/change.ts';
import { compareImpactClasses, type Impact } from '../model/plan/impact.ts';
import type { ImpactWord } from '../schema/impact-keyword.ts';
import type { Shape } from '../schema/schema-shape.ts';
import type { ChangedResource, ImpactAnswer, ImpactQuestion } from './impact-question.ts';
import { pickWord } from './impact-words.ts';
import type { ElementaryChange } from './list-differences.ts';
import { createChangeSplitter } from './locate-change.ts';
import { findPredicate } from './predicates/predicate-registry.ts';

/** What an operation does, for the impact of it. */
export interface AssessedOperation {
  readonly shape: Shape;
  readonly changes: readonly Change[];
  readonly resource: ChangedResource;
  /** Set if the operation creates or deletes the resource as a whole. */
  readonly whole?: 'created' | 'deleted';
}

/** Works out what an operation does to security and access: the most serious first, then in the order of its changes. */
export function assessImpact({ shape, changes, resource, whole }: AssessedOperation): readonly Impact[] {
  const splitChange = createChangeSplitter(shape, resource);
  const impacts = [
    ...(whole ? assessWhole(shape, resource, whole) : []),
    ...changes.flatMap((change) =>
      splitChange(change).flatMap((difference) => assessDifference(difference, change.path, resource)),
    ),
  ];
  return removeRepeats(impacts).sort((left, right) => compareImpactClasses(left.is, right.is));
}

function assessWhole({ schema }: Shape, resource: ChangedResource, whole: 'created' | 'deleted'): readonly Impact[] {
  const keyword = schema['x-impact'];
  const question = { field: '', direction: whole, resource };
  return toImpacts(askPredicates(question, keyword?.[whole], keyword?.when ?? []), question);
}

function assessDifference(difference: ElementaryChange, path: Pointer, resource: ChangedResource): readonly Impact[] {
  const { place, direction, before, after } = difference;
  const word = pickWord(place.words, difference);
  const question = { field: place.field, direction, resource, ...omitUndefined({ before, after }) };
  const answer = askPredicates(question, word, place.words.when);
  return resource.isNew && !isNoteworthy(answer, difference) ? [] : toImpacts(answer, question, path);
}

/** Whether a field of a new resource says more than that it is set: it names a danger, or is weaker than what the API would have chosen. */
const isNoteworthy = (answer: ImpactAnswer | undefined, { place, before, after }: ElementaryChange): boolean =>
  answer?.isDanger === true ||
  (answer?.is === 'weakens' && before === undefined && (place.serverDefault !== undefined || typeof after === 'boolean'));

function askPredicates(
  question: ImpactQuestion,
  word: ImpactWord | undefined,
  names: readonly string[],
): ImpactAnswer | undefined {
  const first: ImpactAnswer | undefined = word && { is: word[0], says: word[1] };
  return names.reduce<ImpactAnswer | undefined>((answer, name) => {
    const predicate = findPredicate(name);
    return predicate ? predicate(question, answer) : answer;
  }, first);
}

/** No name is long enough to need more. */
const MAX_SENTENCE = 240;

function toImpacts(answer: ImpactAnswer | undefined, question: ImpactQuestion, path?: Pointer): readonly Impact[] {
  if (!answer) return [];
  return [{ is: answer.is, says: answer.says.slice(0, MAX_SENTENCE), field: question.field, ...omitUndefined({ path }) }];
}

/** Keeps the first of impacts that say the same of the same change, or of the resource as a whole. */
function removeRepeats(impacts: readonly Impact[]): Impact[] {
  const seen = new Set<string>();
  return impacts.filter(({ is, says, path = '' }) => {
    const key = `${is} ${path} ${says}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
