import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import type { Relation } from '../../resources/define.ts';
import { schemaOf } from '../../schema/load.ts';
import { canLeaveOut } from '../../schema/request/unset.ts';
import { rootShape } from '../../schema/walk.ts';
import { findAlternatives } from '../check/alternatives.ts';
import { validate } from '../check/validate-tree.ts';
import { type Finding, originOf } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import type { Validator } from '../load-validator.ts';
import type { Span } from '../text/source.ts';
import { type Mapping, toJson } from '../text/tree.ts';
import { walkFields } from './declare-fields.ts';
import { splitDirectives } from './directives.ts';
import { type Entry, withImplied } from './entries.ts';
import { nameSpan } from './merge-layers.ts';

/** A resource as declared, and the tree that it was read from. */
export interface Read {
  readonly resource: DeclaredResource;
  readonly tree: Mapping;
  /** Where it is called by its name. */
  readonly name: Span;
}

/** An entry checked against its schema. What is wrong with it is noted; the resource is built all the same, so that nothing else goes unsaid. */
export function readResource(reading: Reading, entry: Entry, validator: Validator): Read {
  const { type, key, address } = entry;
  const shape = rootShape(schemaOf(type.type));
  const { directives, fields: written } = splitDirectives(reading, withImplied(reading, entry));
  const { tree, secrets } = walkFields(reading, written, shape, type.type);
  const isUnset = (value: JsonValue, steps: readonly string[]): boolean =>
    canLeaveOut(shape, value, steps, type.update === 'PUT');
  const subject = key === '' ? type.noun : `${type.noun} "${key}"`;
  for (const finding of withKeyless(validate(validator, tree, shape, { subject, isUnset }), entry))
    reading.findings.push(finding);
  reading.findings.push(...findAlternatives(shape, tree));
  const { fields, relations } = split(toJson(tree), type.relations);
  const name = nameSpan(entry);
  const resource = { type: type.type, key, address, fields, relations, ...directives, secrets, origin: originOf(name) };
  return { resource, tree, name };
}

/** The schema says most of what keeps a resource from having a key. */
function withKeyless(findings: readonly Finding[], { keyless }: Entry): readonly Finding[] {
  const isSaid = ({ code, span }: Finding): boolean =>
    findings.some((other) => other.code === code && other.span?.start === span?.start && other.span?.source === span?.source);
  return [...findings, ...keyless.filter((finding) => !isSaid(finding))];
}

function split(value: JsonValue, known: readonly Relation[]): Pick<DeclaredResource, 'fields' | 'relations'> {
  const members = isObject(value) ? Object.entries(value) : [];
  const byField = new Map(known.map((relation) => [relation.field, relation]));
  const relations = members.flatMap(([name, said]): [string, readonly JsonValue[]][] => {
    const items = itemsIn(byField.get(name), said);
    return items ? [[name, items]] : [];
  });
  const fields: JsonObject = Object.fromEntries(members.filter(([name]) => !byField.has(name)));
  return { fields, relations: Object.fromEntries(relations) };
}

/** A list as it is; of what there is one at most, that one or none. */
function itemsIn(relation: Relation | undefined, said: JsonValue): readonly JsonValue[] | undefined {
  if (isArray(said)) return relation ? said : undefined;
  if (!relation?.only) return undefined;
  return said === null ? [] : [said];
}
