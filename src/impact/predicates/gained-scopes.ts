import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { isManagementAudience, isPrivilegedScope, isTakeoverScope } from '../facts/privileged-scopes.ts';
import type { ImpactAnswer, ImpactPredicate, ImpactQuestion } from '../impact-question.ts';
import { addDetail, quoteName, quoteNames } from '../quote-name.ts';
import { getCurrentFields, isText, readField, readList, readString } from '../read-field.ts';

/** Names the scopes that permit more than reading. */
export const namePrivilegedScopes: ImpactPredicate = (question, answer) => {
  const scopes = listGainedScopes(question).filter(isPrivilegedScope);
  if (scopes.length === 0) return answer;
  const holder = isPermission(question.after)
    ? question.resource.isNew
      ? 'Whoever gets the role'
      : 'Everybody who has the role'
    : 'The application';
  return { is: answer?.is ?? 'widens', says: `${holder} may now ${quoteNames(scopes)}.`, isDanger: true };
};

/** Warns of scopes of the Management API with which their holder can take over the tenant or an account. */
export const nameTakeoverScopes: ImpactPredicate = (question, answer) => {
  const audience = isPermission(question.after)
    ? readString(question.after, 'resource_server_identifier')
    : readString(getCurrentFields(question.resource), 'audience');
  const scopes = isManagementAudience(audience) ? listGainedScopes(question).filter(isTakeoverScope) : [];
  if (scopes.length === 0) return answer;
  const holder = isPermission(question.after) ? 'Whoever has the role' : 'The application';
  return { is: answer?.is ?? 'widens', says: `${holder} can take over the tenant: ${quoteNames(scopes)}.`, isDanger: true };
};

const isPermission = (item: JsonValue | undefined): item is JsonObject =>
  isObject(item) && isText(readField(item, 'permission_name'));

/** Lists the scopes that come in: the item, or all of a new resource. */
function listGainedScopes({ direction, after, resource }: ImpactQuestion): readonly string[] {
  if (direction === 'created') return readList(resource.after, 'scope').filter(isText);
  if (direction !== 'up') return [];
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
    says: `Applications that hold all scopes of this API get ${quoteName(scope)} at once: ${quoteNames(names)}.`,
    isDanger: true,
  };
};

/** Whether any application may get tokens for a new API in the name of a user. */
export const detectOpenApi: ImpactPredicate = ({ direction, resource }, answer) => {
  const policy = readField(resource.after, 'subject_type_authorization.user.policy');
  if (direction !== 'created' || !answer || (policy !== undefined && policy !== 'allow_all')) return answer;
  return addDanger(answer, 'every application, in the name of a user');
};

const addDanger = ({ is, says }: ImpactAnswer, detail: string): ImpactAnswer => ({
  is,
  says: addDetail(says, detail),
  isDanger: true,
});
