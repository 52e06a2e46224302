import type { SecretSource } from '../../model/definition/definition.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { isDescribed } from '../../schema/is-described.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { isSecretName } from '../../schema/secrets/secret-name.ts';
import { checkEmptyMap, checkRetiredValue } from '../check/ineffective-values.ts';
import { explainOmission, isOmittedField, renameField } from '../check/omitted-field.ts';
import { findRepeatedItems } from '../check/repeated-items.ts';
import { pickScalarMembers } from '../check/schema-violation.ts';
import { checkEmptiedRelation } from '../deploy-cli/emptied-relation.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { isMasked, warnNotSent } from '../substitute/masked-value.ts';
import { hideFromExcerpts, type MapTree, type Tree, type TreeMember, toOuterJson } from '../text/definition-tree.ts';
import { coerceValue } from './coerce-value.ts';
import { getTemplate } from './value-template.ts';

export interface WalkedFields {
  readonly tree: MapTree;
  /** Where each secret value comes from, by its place in the resource. */
  readonly secrets: Readonly<Record<Pointer, SecretSource>>;
}

interface FieldWalk {
  readonly type: string;
  readonly context: LoadContext;
  readonly secrets: Map<Pointer, SecretSource>;
}

/** Applies the schema to a resource's values: reads referenced files, records secrets, and drops fields that are not sent. */
export function walkFields(context: LoadContext, tree: MapTree, shape: Shape, type: string): WalkedFields {
  const walk = { context, type, secrets: new Map<Pointer, SecretSource>() };
  const walked = visitMap(walk, tree, shape, '');
  return { tree: walked, secrets: Object.fromEntries(walk.secrets) };
}

/** What the surroundings of a value say about it. */
interface ValueContext {
  /** Whether plans and reports show the value, as a name or as an item of a list. */
  readonly shown: boolean;
  /** Members that plans and reports show, for the items of a keyed list. */
  readonly keys: readonly string[];
  /** Whether no schema describes the value. */
  readonly unknown?: boolean;
  /** Whether the name of a surrounding field makes the value a secret. */
  readonly hidden?: boolean;
}
const PLAIN: ValueContext = { shown: false, keys: [] };

function visit(walk: FieldWalk, tree: Tree, shape: Shape | undefined, at: Pointer, naming = PLAIN): Tree {
  const read = coerceValue(walk.context, tree, shape?.schema, walk.type);
  if (shape?.schema['x-secret']) return recordSecret(walk, read, at);
  switch (read.kind) {
    case 'scalar':
      walk.context.findings.push(...checkRetiredValue(read, shape?.schema));
      if (read.secret && (naming.shown || isReference(shape))) walk.context.findings.push(createUnshowableError(read));
      return read.secret || (naming.hidden && typeof read.value === 'string') ? recordSecret(walk, read, at) : read;
    case 'list': {
      const items = getItemShape(shape);
      walk.context.findings.push(
        ...findRepeatedItems(read, shape?.schema),
        ...checkEmptiedRelation(walk.context, read, shape?.schema),
      );
      const isReported = shape?.schema['x-relation'] === true || shape?.schema['x-attached'] === true;
      const inside = { ...naming, shown: naming.shown || isReported, keys: shape?.schema['x-item-key'] ?? [] };
      return { ...read, items: read.items.map((item, index) => visit(walk, item, items, `${at}/${index}`, inside)) };
    }
    case 'map':
      walk.context.findings.push(...checkEmptyMap(read, shape?.schema));
      return visitMap(walk, read, shape, at, naming);
  }
}

const isReference = (shape: Shape | undefined): boolean =>
  shape?.schema['x-reference'] !== undefined || shape?.schema['x-reference-item'] !== undefined;

const createUnshowableError = ({ span }: Tree): LoadFinding =>
  createError('wrong-value', span, 'A secret cannot be used here, because plans and reports show this value', {
    expected: 'a value that may be shown: ${env:…} instead of ${secret:…}',
  });

function visitMap(walk: FieldWalk, tree: MapTree, shape: Shape | undefined, at: Pointer, naming = PLAIN): MapTree {
  const holder = shape?.schema.allOf ? pickScalarMembers(tree) : {};
  const members = [...tree.members].flatMap(([name, member]): [string, TreeMember][] => {
    const child = shape && getMemberShape(shape, holder, name);
    if (child && isOmittedField(child.schema, member.value, tree)) {
      const kept = renameField(tree, member, child.schema);
      if (kept.length === 0) walk.context.unsentSpans.push(member.value.span);
      // A current alternative spelling needs no warning.
      const isRead = kept.length > 0 && child.schema.deprecated !== true;
      if (!isRead) walk.context.findings.push(explainOmission(name, member, child.schema));
      return kept;
    }
    if (child?.schema.deprecated) {
      walk.context.findings.push(
        createWarning('deprecated-field', member.key, `"${name}" is deprecated but still sent`, {
          hint: child.schema.description,
        }),
      );
    }
    const unknown =
      naming.unknown === true ||
      (child === undefined ? hasNamedMembers(shape?.schema) : !isDescribed(child, toOuterJson(member.value)));
    const hidden = unknown && (naming.hidden === true || isSecretName(name));
    if (isMasked(member.value, hidden || child?.schema['x-secret'] === true) || hasMaskedSecrets(child, member.value)) {
      walk.context.unsentSpans.push(member.value.span);
      walk.context.findings.push(warnNotSent(name, member.value));
      return [];
    }
    const inside = { shown: naming.shown || naming.keys.includes(name), keys: [], unknown, hidden };
    return [[name, { ...member, value: visit(walk, member.value, child, `${at}/${escapeStep(name)}`, inside) }]];
  });
  return { ...tree, members: new Map(members) };
}

/** Whether a schema is for objects, so that members it does not name are unknown. A schema that allows any value names none. */
const hasNamedMembers = (schema: Schema | undefined): boolean => [schema?.type ?? []].flat().includes('object');

/** Whether a list contains a masked secret. The API requires all secrets of such a list, so the whole list is then not sent. */
function hasMaskedSecrets(shape: Shape | undefined, tree: Tree): boolean {
  const items = getItemShape(shape);
  if (!items || tree.kind !== 'list') return false;
  const isHidden = (name: string): boolean => {
    const schema = getMemberShape(items, {}, name)?.schema;
    return schema?.['x-secret'] === true && schema.writeOnly === true;
  };
  return tree.items.some(
    (item) => item.kind === 'map' && [...item.members].some(([name, { value }]) => isHidden(name) && isMasked(value, true)),
  );
}

/** Records the source of a secret, and hides its plaintext from excerpts of its file. */
function recordSecret(walk: FieldWalk, tree: Tree, at: Pointer): Tree {
  if (tree.kind === 'scalar' && tree.value === null) return tree;
  const template = getTemplate(tree);
  walk.secrets.set(at, template === undefined ? { kind: 'literal' } : { kind: 'template', template });
  hideFromExcerpts(tree);
  return tree;
}
