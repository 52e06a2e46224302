import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Relation } from '../../resources/resource-type.ts';
import { getResourceSchema } from '../../schema/load-schema.ts';
import { canLeaveOut } from '../../schema/request/can-leave-out.ts';
import { toRootShape } from '../../schema/schema-shape.ts';
import { findAlternativeConflicts } from '../check/alternative-conflicts.ts';
import { validateTree } from '../check/validate-tree.ts';
import { type Finding, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { Validator } from '../load-validator.ts';
import { type MapTree, toJson } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';
import { walkFields } from './declare-fields.ts';
import { splitDirectives } from './directives.ts';
import { getNameSpan } from './merge-layers.ts';
import { addImpliedFields, type ResourceEntry } from './resource-entries.ts';

/** A resource as declared, and the tree that it was read from. */
export interface ParsedResource {
  readonly resource: DeclaredResource;
  readonly tree: MapTree;
  /** Where it is called by its name. */
  readonly name: SourceSpan;
}

/** An entry checked against its schema. What is wrong with it is noted; the resource is built all the same, so that nothing else goes unsaid. */
export function readResource(context: LoadContext, entry: ResourceEntry, validator: Validator): ParsedResource {
  const { type, key, address } = entry;
  const shape = toRootShape(getResourceSchema(type.type));
  const { directives, fields: written } = splitDirectives(context, addImpliedFields(context, entry));
  const { tree, secrets } = walkFields(context, written, shape, type.type);
  const isUnset = (value: JsonValue, steps: readonly string[]): boolean =>
    canLeaveOut(shape, value, steps, type.replaceMethod === 'PUT');
  const subject = key === '' ? type.noun : `${type.noun} "${key}"`;
  for (const finding of addKeyErrors(validateTree(validator, tree, shape, { subject, isUnset }), entry))
    context.findings.push(finding);
  context.findings.push(...findAlternativeConflicts(shape, tree));
  const { fields, relations } = splitRelations(toJson(tree), type.relations);
  const name = getNameSpan(entry);
  const resource = { type: type.type, key, address, fields, relations, ...directives, secrets, origin: toFilePlace(name) };
  return { resource, tree, name };
}

/** The schema says most of what keeps a resource from having a key. */
function addKeyErrors(findings: readonly Finding[], { keyErrors: keyless }: ResourceEntry): readonly Finding[] {
  const isReported = ({ code, span }: Finding): boolean =>
    findings.some((other) => other.code === code && other.span?.start === span?.start && other.span?.source === span?.source);
  return [...findings, ...keyless.filter((finding) => !isReported(finding))];
}

function splitRelations(value: JsonValue, known: readonly Relation[]): Pick<DeclaredResource, 'fields' | 'relations'> {
  const members = isObject(value) ? Object.entries(value) : [];
  const byField = new Map(known.map((relation) => [relation.field, relation]));
  const relations = members.flatMap(([name, said]): [string, readonly JsonValue[]][] => {
    const items = getRelationItems(byField.get(name), said);
    return items ? [[name, items]] : [];
  });
  const fields: JsonObject = Object.fromEntries(members.filter(([name]) => !byField.has(name)));
  return { fields, relations: Object.fromEntries(relations) };
}

/** A list as it is; of what there is one at most, that one or none. */
function getRelationItems(relation: Relation | undefined, memberValue: JsonValue): readonly JsonValue[] | undefined {
  if (isArray(memberValue)) return relation ? memberValue : undefined;
  if (!relation?.singleItem) return undefined;
  return memberValue === null ? [] : [memberValue];
}
