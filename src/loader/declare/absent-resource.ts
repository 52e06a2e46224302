import { isObject } from '../../model/json/json-value.ts';
import { canDelete, type ResourceType } from '../../resources/resource-type.ts';
import { createError, type LoadFinding, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getMember, type MapTree, toJson } from '../text/definition-tree.ts';
import type { ParsedResource } from './declare-resource.ts';
import { ABSENT_DIRECTIVE, isDirective, splitDirectives } from './directives.ts';
import { getNameSpan } from './merge-layers.ts';
import { addImpliedFields, type ResourceEntry } from './resource-entries.ts';

/** Reads an entry with `$absent: true`. It has no fields but its key, so it is not compared with the schema of its type. */
export function readAbsentResource(context: LoadContext, entry: ResourceEntry): ParsedResource {
  const { type, key, address, tree } = entry;
  const { directives } = splitDirectives(context, tree);
  context.findings.push(...entry.keyErrors, ...checkDirective(entry), ...checkOtherMembers(entry));
  const all = toJson(addImpliedFields(context, entry));
  const fields = Object.fromEntries(Object.entries(isObject(all) ? all : {}).filter(([name]) => type.key.includes(name)));
  const name = getNameSpan(entry);
  const resource = {
    type: type.type,
    key,
    address,
    fields,
    relations: {},
    ...directives,
    secrets: {},
    origin: toFilePlace(name),
  };
  return { resource, tree, name, isAbsent: true };
}

function checkDirective({ type, tree }: ResourceEntry): readonly LoadFinding[] {
  const value = getMember(tree, ABSENT_DIRECTIVE);
  const findings =
    value && toJson(value) !== true
      ? [
          createError('wrong-value', value.span, `"${ABSENT_DIRECTIVE}" can only be true`, {
            expected: 'true',
            hint: 'Remove the line if the tenant may have the resource.',
          }),
        ]
      : [];
  return canDelete(type) ? findings : [...findings, createUndeletableError(type, tree)];
}

const createUndeletableError = (type: ResourceType, { members, span }: MapTree): LoadFinding =>
  createError(
    'absent-misused',
    members.get(ABSENT_DIRECTIVE)?.key ?? span,
    `"${ABSENT_DIRECTIVE}" works only for resources that the API can delete one by one, not for ${type.type}`,
    { hint: `Remove "${ABSENT_DIRECTIVE}".` },
  );

/** Reports what has no meaning for a resource that is not to exist: all fields but the key, and a former name. */
const checkOtherMembers = ({ type, tree, implied }: ResourceEntry): readonly LoadFinding[] =>
  [...tree.members]
    .filter(([name]) => !type.key.includes(name) && !Object.hasOwn(implied, name))
    .filter(([name]) => !isDirective(name) || name === '$renamed_from')
    .map(([name, { key }]) =>
      createError('absent-misused', key, `"${name}" has no meaning next to "${ABSENT_DIRECTIVE}"`, {
        expected: type.key.join(', '),
        hint: `Remove it, or remove "${ABSENT_DIRECTIVE}" to keep the ${type.noun}.`,
      }),
    );
