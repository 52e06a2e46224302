import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/** Whether a value stands for nothing: a state has null, an empty text or an empty list for unset attributes. */
export const isUnsetAttribute = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (isArray(value) && value.length === 0);

/** Omits unset members from a value. */
export const omitUnset = (value: JsonValue): JsonValue =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => !isUnsetAttribute(member))
          .map(([name, member]) => [name, omitUnset(member)]),
      )
    : value;

/** Terraform keeps a block that can occur once as a list of one object. */
export const unwrapBlock = (value: JsonValue | undefined): JsonValue | undefined =>
  isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;

/** Returns the attribute at a path of names joined by dots, through blocks. */
export const getAttribute = (attributes: JsonObject, path: string): JsonValue | undefined =>
  path.split('.').reduce<JsonValue | undefined>((at, name) => {
    const holder = unwrapBlock(at);
    return isObject(holder) ? getObjectMember(holder, name) : undefined;
  }, attributes);

/** Removes the attributes at these paths. */
export const omitAttributes = (attributes: JsonObject, paths: readonly string[]): JsonObject =>
  paths.reduce((rest, path) => replaceAttribute(rest, path.split('.'), undefined), attributes);

/** Moves attributes to other paths. Unset attributes are dropped, so that they replace nothing. */
export const renameAttributes = (attributes: JsonObject, rename: Readonly<Record<string, string>>): JsonObject =>
  Object.entries(rename).reduce((renamed, [from, to]) => {
    const value = getAttribute(renamed, from);
    const rest = omitAttributes(renamed, [from]);
    return isUnsetAttribute(value) ? rest : replaceAttribute(rest, to.split('.'), value);
  }, attributes);

/** Sets the attribute at a path; undefined removes it. */
function replaceAttribute(
  attributes: JsonObject,
  [name = '', ...deeper]: readonly string[],
  value: JsonValue | undefined,
): JsonObject {
  const { [name]: current, ...others } = attributes;
  if (deeper.length === 0) return value === undefined ? others : { ...others, [name]: value };
  const holder = unwrapBlock(current);
  if (value === undefined && !isObject(holder)) return attributes;
  return { ...others, [name]: replaceAttribute(isObject(holder) ? holder : {}, deeper, value) };
}
