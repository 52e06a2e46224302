import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { isManagementAudience, isPrivilegedScope, isTakeoverScope } from '../facts/privileged-scopes.ts';
import type { ImpactAnswer, ImpactPredicate, ImpactQuestion } from '../impact-question.ts';
import { quoteName, quoteNames } from '../quote-name.ts';
import { getCurrentFields, isText, readField, readList, readString } from '../read-field.ts';

/** Names the scopes that permit more than reading. */
export const namePrivilegedScopes: ImpactPredicate = (question, answer) => {
  const gained = listGainedScopes(question);
  if (gained === 'all')
    return specify(question, answer, 'The application can get every permission of this API, including future ones.');
  const scopes = gained.filter(isPrivilegedScope);
  if (scopes.length === 0) return answer;
  const verb = scopes.length === 1 ? 'allows' : 'allow';
  return specify(question, answer, `${describeHolder(question)} ${quoteNames(scopes)}, which ${verb} more than reading.`);
};

function describeHolder({ direction, after, resource }: ImpactQuestion): string {
  if (isPermission(after)) return resource.isNew ? 'Everyone who is given the role gets' : 'Everyone who has the role gets';
  return direction === 'created' ? 'The application can get access tokens for this API with' : 'The application can now get';
}

/** Warns of scopes of the Management API with which their holder can take over the tenant or an account. */
export const nameTakeoverScopes: ImpactPredicate = (question, answer) => {
  const holder = isPermission(question.after) ? 'Everyone who has the role' : 'The application';
  const takeOver = `${holder} can take over accounts or the tenant`;
  const gained = isManagementAudience(readAudience(question)) ? listGainedScopes(question) : [];
  if (gained === 'all') return specify(question, answer, `${takeOver}: it gets every permission of the Management API.`);
  const scopes = gained.filter(isTakeoverScope);
  return scopes.length === 0 ? answer : specify(question, answer, `${takeOver} with ${quoteNames(scopes)}.`);
};

const readAudience = ({ after, resource }: ImpactQuestion): string =>
  isPermission(after) ? readString(after, 'resource_server_identifier') : readString(getCurrentFields(resource), 'audience');

/** Replaces the sentence. The sentence about a new grant names its scopes, so they need no lines of their own; those of a role do. */
const specify = ({ after }: ImpactQuestion, answer: ImpactAnswer | undefined, says: string): ImpactAnswer => ({
  is: answer?.is ?? 'widens',
  says,
  ...(isPermission(after) ? { isDanger: true } : {}),
});

const isPermission = (item: JsonValue | undefined): item is JsonObject =>
  isObject(item) && isText(readField(item, 'permission_name'));

/** Lists the scopes that come in: the item, or all of a new resource. `all`: whatever the API has. */
function listGainedScopes({ direction, after, resource }: ImpactQuestion): readonly string[] | 'all' {
  if (direction === 'created')
    return readField(resource.after, 'allow_all_scopes') === true ? 'all' : readList(resource.after, 'scope').filter(isText);
  if (direction !== 'up') return [];
  if (after === true) return 'all';
  if (isText(after)) return [after];
  return isObject(after) ? [readString(after, 'permission_name')].filter((scope) => scope !== '') : [];
}

/** A scope that comes into an API is at once held by grants of all scopes. */
export const findGrantsOfAllScopes: ImpactPredicate = ({ direction, after, resource }, answer) => {
  if (direction !== 'up') return answer;
  const holders = resource.findReferrers('after').list.filter(({ fields }) => readField(fields, 'allow_all_scopes') === true);
  if (holders.length === 0) return answer;
  const scope = isObject(after) ? readString(after, 'value') : '';
  const names = holders.map(({ fields, key }) => readString(fields, 'client_id') || key);
  return {
    is: 'widens',
    says: `Applications with every permission of this API get ${quoteName(scope)} immediately (${quoteNames(names)}).`,
    isDanger: true,
  };
};

/** Whether any application may get tokens for a new API in the name of a user. */
export const detectOpenApi: ImpactPredicate = ({ direction, resource }, answer) => {
  const policy = readField(resource.after, 'subject_type_authorization.user.policy');
  if (direction !== 'created' || !answer || (policy !== undefined && policy !== 'allow_all')) return answer;
  return { is: answer.is, says: 'Every application can request access tokens for a new API on behalf of its users.' };
};
