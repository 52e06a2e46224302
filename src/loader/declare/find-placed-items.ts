import { type DefinitionLayout, getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import { createError } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import {
  createSyntheticScalar,
  describeKind,
  isEmptyTree,
  type MapTree,
  type Tree,
  type TreeMember,
} from '../text/definition-tree.ts';

/** Finds the resources of a type under a top-level member. `undefined` if the file does not declare the type. */
export function findPlacedItems(
  context: LoadContext,
  type: ResourceType,
  name: string,
  member: TreeMember,
): readonly Tree[] | undefined {
  const { yamlPath: at, form } = getDefinitionLayout(type);
  const found = findPlaces(context, at.slice(1), name, member, []);
  return found
    ?.flatMap(({ path, value, fields }) => readItems(context, type, form, path, value, fields))
    .flatMap((item) => flattenNested(context, type, at.join('.'), item));
}

/** Converts an item with its keys as nested names, `{ login: { login-id: ./login-id.json } }`, to items with ordinary fields. */
function flattenNested(context: LoadContext, type: ResourceType, path: string, item: Tree): readonly Tree[] {
  const { nested } = getDefinitionLayout(type);
  if (!nested || item.kind !== 'map' || type.key.some((field) => item.members.has(field))) return [item];
  const found = findPlaces(context, nested.yamlPath, path, { key: item.span, value: item }, []) ?? [];
  return found.map(({ value, fields }) => {
    const own: FoundPlace['fields'] = value.value.kind === 'map' ? [...value.value.members] : [[nested.field, value]];
    return buildMap([...fields, ...own], value.key);
  });
}

interface FoundPlace {
  /** Dotted path for messages. */
  readonly path: string;
  readonly value: TreeMember;
  /** Key fields whose values are the names along the path. */
  readonly fields: readonly (readonly [string, TreeMember])[];
}

/** Follows a layout path. A step `{field}` matches every member and takes its name as the value of that field. */
function findPlaces(
  context: LoadContext,
  at: readonly string[],
  path: string,
  member: TreeMember,
  fields: FoundPlace['fields'],
): readonly FoundPlace[] | undefined {
  const [step, ...remainingSteps] = at;
  if (step === undefined) return [{ path, value: member, fields }];
  const tree = member.value;
  if (isEmptyTree(tree)) return step.startsWith('{') ? [] : undefined;
  if (tree.kind !== 'map') return reportWrongKind(context, path, member, 'a map');
  if (!step.startsWith('{')) {
    const next = tree.members.get(step);
    return next && findPlaces(context, remainingSteps, `${path}.${step}`, next, fields);
  }
  const field = step.slice(1, -1);
  return [...tree.members].flatMap(([name, next]) => {
    const named: TreeMember = { key: next.key, value: createSyntheticScalar(name, next.key) };
    return findPlaces(context, remainingSteps, `${path}.${name}`, next, [...fields, [field, named]]) ?? [];
  });
}

function readItems(
  context: LoadContext,
  { noun }: ResourceType,
  form: DefinitionLayout['form'],
  path: string,
  member: TreeMember,
  fields: FoundPlace['fields'],
): readonly Tree[] {
  const { key, value } = member;
  if (form === 'list') return value.kind === 'list' ? value.items : reportWrongList(context, path, member);
  if (form !== 'map') return [buildMap([...fields, [form.field, member]], key)];
  if (isEmptyTree(value)) return [];
  if (value.kind !== 'map') return reportWrongKind(context, path, member, `a map with the fields of one ${noun}`);
  return [{ ...value, members: new Map([...fields, ...value.members]) }];
}

const buildMap = (members: FoundPlace['fields'], span: TreeMember['key']): MapTree => ({
  kind: 'map',
  members: new Map(members),
  span,
});

function reportWrongKind(context: LoadContext, path: string, { value }: TreeMember, expected: string): readonly [] {
  context.findings.push(createError('wrong-type', value.span, `"${path}" is ${describeKind(value)}`, { expected }));
  return [];
}

function reportWrongList(context: LoadContext, path: string, { key, value }: TreeMember): readonly [] {
  const isNull = value.kind === 'scalar' && value.value === null;
  const hint = isNull
    ? `Write "${path}: []" if the tenant should have none, or remove the line to leave them unchanged.`
    : undefined;
  const span = isNull ? key : value.span;
  context.findings.push(createError('wrong-type', span, `"${path}" is ${describeKind(value)}`, { expected: 'a list', hint }));
  return [];
}
