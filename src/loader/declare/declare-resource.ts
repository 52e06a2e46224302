import { splitParts } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { canLeaveOut } from '../../schema/request/can-leave-out.ts';
import { findAlternativeConflicts } from '../check/alternative-conflicts.ts';
import { findUnstatedFields } from '../check/unstated-fields.ts';
import { validateTree } from '../check/validate-tree.ts';
import { type LoadFinding, toFilePlace } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { Validator } from '../load-validator.ts';
import { type MapTree, toJson } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';
import { walkFields } from './declare-fields.ts';
import { splitDirectives } from './directives.ts';
import { getNameSpan } from './merge-layers.ts';
import { addImpliedFields, type ResourceEntry } from './resource-entries.ts';
import { checkWelcomeType } from './welcome-directive.ts';

/** A declared resource with the tree it was read from. */
export interface ParsedResource {
  readonly resource: DeclaredResource;
  readonly tree: MapTree;
  /** Place of the resource's name. */
  readonly name: SourceSpan;
  readonly isAbsent: boolean;
}

/** Names a resource in messages. Parts of the key that are missing are left out. */
function nameSubject({ noun }: ResourceType, key: string): string {
  const parts = splitParts(key).filter((part) => part !== '');
  return parts.length === 0 ? noun : `${noun} "${parts.length < splitParts(key).length ? parts.join('|') : key}"`;
}

/** Checks an entry against its schema and builds the resource. After an error it still returns a resource, so that later checks run too. */
export function readResource(context: LoadContext, entry: ResourceEntry, validator: Validator): ParsedResource {
  const { type, key, address } = entry;
  const shape = getResourceShape(type);
  const { directives, fields: declaredFields } = splitDirectives(context, addImpliedFields(context, entry));
  const { tree, secrets } = walkFields(context, declaredFields, shape, type.type);
  const isUnset = (value: JsonValue, steps: readonly string[]): boolean =>
    canLeaveOut(shape, value, steps, type.replaceMethod === 'PUT');
  const subject = nameSubject(type, key);
  for (const finding of addKeyErrors(
    validateTree(validator, tree, shape, { subject, catalogue: context.catalogue, isUnset }),
    entry,
  ))
    context.findings.push(finding);
  context.findings.push(
    ...findAlternativeConflicts(shape, tree),
    ...findUnstatedFields(shape, tree),
    ...checkWelcomeType(type, entry.tree),
  );
  const { fields, relations } = splitRelations(toJson(tree), type.relations);
  const name = getNameSpan(entry);
  const resource = { type: type.type, key, address, fields, relations, ...directives, secrets, origin: toFilePlace(name) };
  return { resource, tree, name, isAbsent: false };
}

/** Adds the key errors that the schema check did not report itself: at the same place, or as a field whose name has a typo. */
function addKeyErrors(findings: readonly LoadFinding[], { keyErrors, type, tree }: ResourceEntry): readonly LoadFinding[] {
  if (keyErrors.length === 0) return findings;
  const isMisspelled = [...tree.members.keys()].some((name) => findNearestName(name, type.key) !== undefined);
  const isReported = ({ code, span }: LoadFinding): boolean =>
    (code === 'missing-field' && isMisspelled) ||
    findings.some((other) => other.code === code && other.span?.start === span?.start && other.span?.source === span?.source);
  return [...findings, ...keyErrors.filter((finding) => !isReported(finding))];
}

function splitRelations(root: JsonValue, known: readonly Relation[]): Pick<DeclaredResource, 'fields' | 'relations'> {
  const members = isObject(root) ? Object.entries(root) : [];
  const byField = new Map(known.map((relation) => [relation.field, relation]));
  const relations = members.flatMap(([name, value]): [string, readonly JsonValue[]][] => {
    const items = getRelationItems(byField.get(name), value);
    return items ? [[name, items]] : [];
  });
  const fields: JsonObject = Object.fromEntries(members.filter(([name]) => !byField.has(name)));
  return { fields, relations: Object.fromEntries(relations) };
}

/** Returns the items of a relation. One with at most a single item is declared as that item or null, without a list. */
function getRelationItems(relation: Relation | undefined, memberValue: JsonValue): readonly JsonValue[] | undefined {
  if (isArray(memberValue)) return relation ? memberValue : undefined;
  if (!relation?.singleItem) return undefined;
  return memberValue === null ? [] : [memberValue];
}
