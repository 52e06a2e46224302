import { isObject } from '../../model/json/json-value.ts';
import type { ChangedResource, ImpactAnswer, ImpactPredicate, PlanSide, RelatedResource } from '../impact-question.ts';
import { addDetail, quoteName, quoteNames } from '../quote-name.ts';
import { getCurrentFields, isText, readField, readString } from '../read-field.ts';

/** Says where code runs, live or after this plan. Code that nothing runs is cosmetic until something does. */
export const findLoginPath: ImpactPredicate = ({ direction, resource }, answer) => {
  const side = resource.after ? 'after' : 'before';
  const places = answer && listCodePlaces(resource, side, new Set());
  if (!answer || !places) return answer;
  if (places.length > 0) return describeCodeChange(direction, quoteNames(places), answer);
  return { is: 'cosmetic', says: direction === 'deleted' ? 'Nothing used this code.' : 'Nothing runs this code yet.' };
};

function describeCodeChange(direction: string, places: string, { is, says }: ImpactAnswer): ImpactAnswer {
  if (direction === 'created') return { is, says: `New code runs in ${places}.` };
  if (direction === 'deleted') return { is, says: `This code no longer runs in ${places}, and neither do its checks.` };
  return is === 'runs-code' ? { is, says: `Different code runs in ${places}.` } : { is, says: addDetail(says, places) };
}

/** Lists what runs code: whatever refers to it, or to code that uses it. Undefined if nothing is known to, but not everything was read. */
function listCodePlaces(
  { key, findReferrers }: Pick<RelatedResource, 'key' | 'findReferrers'>,
  side: PlanSide,
  seen: ReadonlySet<string>,
): readonly string[] | undefined {
  const { list, isComplete } = findReferrers(side);
  const path = new Set([...seen, key]);
  const found = list.map((referrer) => {
    if (!isText(readField(referrer.fields, 'code'))) return [referrer.key];
    return path.has(referrer.key) ? [] : listCodePlaces(referrer, side, path);
  });
  const places = [...new Set(found.flatMap((each) => each ?? []))].sort();
  const isCertain = isComplete && found.every((each) => each !== undefined);
  return places.length > 0 || isCertain ? places : undefined;
}

/** Names the code that starts or stops running at a trigger. */
export const compareBindings: ImpactPredicate = ({ direction, before, after, resource }, answer) => {
  const item = direction === 'up' ? after : direction === 'down' ? before : undefined;
  const name = isObject(item) ? readString(item, 'action_name') : '';
  if (!answer || name === '') return answer;
  const place = quoteName(resource.key);
  return direction === 'up'
    ? { is: answer.is, says: `${quoteName(name)} now runs in ${place}.` }
    : { is: answer.is, says: `${quoteName(name)} no longer runs in ${place}, and neither do its checks.` };
};

const CODE_PROVIDERS = ['custom', 'phone-message-hook'];
const PROVIDER_FIELDS = ['provider', 'name'];

/** Whether messages are handed to code instead of a service. */
export const detectCustomProvider: ImpactPredicate = ({ direction, resource }, answer) => {
  if (direction === 'deleted' || hasCodeProvider(resource.before) || !hasCodeProvider(getCurrentFields(resource))) return answer;
  return { is: 'runs-code', says: 'Your own code now sends the messages and can read the codes and links in them.' };
};

const hasCodeProvider = (fields: ChangedResource['before']): boolean =>
  PROVIDER_FIELDS.some((field) => CODE_PROVIDERS.includes(readString(fields, field)));
