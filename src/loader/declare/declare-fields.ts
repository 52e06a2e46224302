import type { SecretSource } from '../../model/definition/definition.ts';
import type { JsonValue } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { isDescribed } from '../../schema/described.ts';
import type { Schema } from '../../schema/load.ts';
import { looksSecret } from '../../schema/secrets/secret-name.ts';
import { itemShape, memberShape, type Shape } from '../../schema/walk.ts';
import { plainMembers } from '../check/complaint.ts';
import { isLeftOut, leftOut, renamed } from '../check/left-out-field.ts';
import { findingsOfMap, retiredValue } from '../check/own-values.ts';
import { repeatedItems } from '../check/repeated-items.ts';
import { emptiedRelation } from '../deploy-cli/emptied-relation.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { isMasked, notSent } from '../substitute/masked-value.ts';
import { hide, type Mapping, type Member, type Tree, toJson } from '../text/tree.ts';
import { coerceValue } from './coerce-value.ts';

export interface Walked {
  readonly tree: Mapping;
  readonly secrets: Readonly<Record<Pointer, SecretSource>>;
}

interface Walk {
  readonly type: string;
  readonly reading: Reading;
  readonly secrets: Map<Pointer, SecretSource>;
}

/** What the schema knows of the values of a resource: files put in the place of their paths, secrets noted, read-only fields left out. */
export function walkFields(reading: Reading, tree: Mapping, shape: Shape, type: string): Walked {
  const walk = { reading, type, secrets: new Map<Pointer, SecretSource>() };
  const walked = map(walk, tree, shape, '');
  return { tree: walked, secrets: Object.fromEntries(walk.secrets) };
}

/** Whether a value stands in plans and reports as the name of something, and which members of a list's items do. */
interface Naming {
  readonly shown: boolean;
  readonly keys: readonly string[];
  /** Whether no schema describes it. */
  readonly unknown?: boolean;
  /** Whether it is a secret by the name of what it stands in. */
  readonly hidden?: boolean;
}
const PLAIN: Naming = { shown: false, keys: [] };

function visit(walk: Walk, tree: Tree, shape: Shape | undefined, at: Pointer, naming = PLAIN): Tree {
  const read = coerceValue(walk.reading, tree, shape?.schema, walk.type);
  if (shape?.schema['x-secret']) return noted(walk, read, at);
  switch (read.kind) {
    case 'scalar':
      walk.reading.findings.push(...retiredValue(read, shape?.schema));
      if (read.secret && (naming.shown || namesOther(shape))) walk.reading.findings.push(unshowable(read));
      return read.secret || (naming.hidden && typeof read.value === 'string') ? noted(walk, read, at) : read;
    case 'list': {
      const items = itemShape(shape);
      walk.reading.findings.push(...repeatedItems(read, shape?.schema), ...emptiedRelation(walk.reading, read, shape?.schema));
      const isTold = shape?.schema['x-relation'] === true || shape?.schema['x-attached'] === true;
      const inside = { ...naming, shown: naming.shown || isTold, keys: shape?.schema['x-item-key'] ?? [] };
      return { ...read, items: read.items.map((item, index) => visit(walk, item, items, `${at}/${index}`, inside)) };
    }
    case 'map':
      walk.reading.findings.push(...findingsOfMap(read, shape?.schema));
      return map(walk, read, shape, at, naming);
  }
}

const namesOther = (shape: Shape | undefined): boolean =>
  shape?.schema['x-reference'] !== undefined || shape?.schema['x-reference-item'] !== undefined;

const unshowable = ({ span }: Tree): Finding =>
  mistake('wrong-value', span, 'Plans and reports show this: it names something, or is an item of a list', {
    expected: 'a text that may be shown: ${env:…} instead of ${secret:…}',
  });

function map(walk: Walk, tree: Mapping, shape: Shape | undefined, at: Pointer, naming = PLAIN): Mapping {
  const holder = shape?.schema.allOf ? plainMembers(tree) : {};
  const members = [...tree.members].flatMap(([name, member]): [string, Member][] => {
    const child = shape && memberShape(shape, holder, name);
    if (child && isLeftOut(child.schema, member.value, tree)) {
      const kept = renamed(tree, member, child.schema);
      if (kept.length === 0) walk.reading.unsent.push(member.value.span);
      // Another spelling that is understood is no news.
      const isRead = kept.length > 0 && child.schema.deprecated !== true;
      if (!isRead) walk.reading.findings.push(leftOut(name, member, child.schema));
      return kept;
    }
    if (child?.schema.deprecated) {
      walk.reading.findings.push(
        caution('deprecated-field', member.key, `"${name}" is deprecated, and still sent`, { hint: child.schema.description }),
      );
    }
    const unknown =
      naming.unknown === true || (child === undefined ? describes(shape?.schema) : !isDescribed(child, toJson(member.value)));
    const hidden = unknown && (naming.hidden === true || looksSecret(name));
    if (isMasked(member.value, hidden || child?.schema['x-secret'] === true) || lacksSecrets(child, member.value)) {
      walk.reading.unsent.push(member.value.span);
      walk.reading.findings.push(notSent(name, member.value));
      return [];
    }
    const inside = { shown: naming.shown || naming.keys.includes(name), keys: [], unknown, hidden };
    return [[name, { ...member, value: visit(walk, member.value, child, `${at}/${escapeStep(name)}`, inside) }]];
  });
  return { ...tree, members: new Map(members) };
}

/** Whether an object has members of certain names, so that another one is unknown; a value of any form has no such names. */
const describes = (schema: Schema | undefined): boolean => [schema?.type ?? []].flat().includes('object');

/** A list that the API takes with all of its secrets or not at all: where one is masked, the whole is left as it is. */
function lacksSecrets(shape: Shape | undefined, tree: Tree): boolean {
  const items = itemShape(shape);
  if (!items || tree.kind !== 'list') return false;
  const isHidden = (name: string): boolean => {
    const schema = memberShape(items, {}, name)?.schema;
    return schema?.['x-secret'] === true && schema.writeOnly === true;
  };
  return tree.items.some(
    (item) => item.kind === 'map' && [...item.members].some(([name, { value }]) => isHidden(name) && isMasked(value, true)),
  );
}

/** A secret: where its value comes from, and, where it stands in the file itself, what must not be shown of that file. */
function noted(walk: Walk, tree: Tree, at: Pointer): Tree {
  if (tree.kind === 'scalar' && tree.value === null) return tree;
  const template = templateOf(tree);
  walk.secrets.set(at, template === undefined ? { kind: 'literal' } : { kind: 'template', template });
  hide(tree);
  return tree;
}

/** A value as it is written, where anything in it comes from elsewhere. */
export function templateOf(tree: Tree): string | undefined {
  if (tree.kind === 'scalar') return tree.template;
  const written = asWritten(tree);
  const plain = JSON.stringify(toJson(tree));
  return JSON.stringify(written) === plain ? undefined : JSON.stringify(written);
}

/** A value with the templates of its texts in the place of what they became. */
function asWritten(tree: Tree): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.template ?? tree.value;
    case 'list':
      return tree.items.map(asWritten);
    case 'map':
      return Object.fromEntries([...tree.members].map(([name, { value }]) => [name, asWritten(value)]));
  }
}
