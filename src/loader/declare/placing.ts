import { type Layout, layoutOf, type ResourceType } from '../../resources/define.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { isEmptyTree, kindOf, type Mapping, type Member, planted, type Tree } from '../text/tree.ts';

/** Types whose resources stand somewhere below a name at the top of the file. */
export const placedUnder = (name: string): readonly ResourceType[] =>
  RESOURCE_TYPES.filter((type) => layoutOf(type).at[0] === name);

/** What stands at a type's place below a top-level member, each as a map of its fields; undefined where the file does not speak of it. */
export function itemsAt(reading: Reading, type: ResourceType, name: string, member: Member): readonly Tree[] | undefined {
  const { at, form } = layoutOf(type);
  const found = placesAt(reading, at.slice(1), name, member, []);
  return found
    ?.flatMap(({ path, value, fields }) => itemsOf(reading, type, form, path, value, fields))
    .flatMap((item) => unnested(reading, type, at.join('.'), item));
}

/** An item that names its keys on the way down, `{ login: { login-id: ./login-id.json } }`, as the fields that it stands for. */
function unnested(reading: Reading, type: ResourceType, path: string, item: Tree): readonly Tree[] {
  const { nested } = layoutOf(type);
  if (!nested || item.kind !== 'map' || type.key.some((field) => item.members.has(field))) return [item];
  const found = placesAt(reading, nested.at, path, { key: item.span, value: item }, []) ?? [];
  return found.map(({ value, fields }) => {
    const own: Found['fields'] = value.value.kind === 'map' ? [...value.value.members] : [[nested.field, value]];
    return asMap([...fields, ...own], value.key);
  });
}

interface Found {
  readonly path: string;
  readonly value: Member;
  /** Key fields that names on the way stand for. */
  readonly fields: readonly (readonly [string, Member])[];
}

function placesAt(
  reading: Reading,
  at: readonly string[],
  path: string,
  member: Member,
  fields: Found['fields'],
): readonly Found[] | undefined {
  const [step, ...rest] = at;
  if (step === undefined) return [{ path, value: member, fields }];
  const tree = member.value;
  if (isEmptyTree(tree)) return step.startsWith('{') ? [] : undefined;
  if (tree.kind !== 'map') return wrongKind(reading, path, member, 'a map');
  if (!step.startsWith('{')) {
    const next = tree.members.get(step);
    return next && placesAt(reading, rest, `${path}.${step}`, next, fields);
  }
  const field = step.slice(1, -1);
  return [...tree.members].flatMap(([name, next]) => {
    const named: Member = { key: next.key, value: planted(name, next.key) };
    return placesAt(reading, rest, `${path}.${name}`, next, [...fields, [field, named]]) ?? [];
  });
}

function itemsOf(
  reading: Reading,
  { noun }: ResourceType,
  form: Layout['form'],
  path: string,
  member: Member,
  fields: Found['fields'],
): readonly Tree[] {
  const { key, value } = member;
  if (form === 'list') return value.kind === 'list' ? value.items : wrongList(reading, path, member);
  if (form !== 'map') return [asMap([...fields, [form.field, member]], key)];
  if (isEmptyTree(value)) return [];
  if (value.kind !== 'map') return wrongKind(reading, path, member, `a map of the fields of one ${noun}`);
  return [{ ...value, members: new Map([...fields, ...value.members]) }];
}

const asMap = (members: Found['fields'], span: Member['key']): Mapping => ({ kind: 'map', members: new Map(members), span });

function wrongKind(reading: Reading, path: string, { value }: Member, expected: string): readonly [] {
  reading.findings.push(mistake('wrong-type', value.span, `"${path}" holds ${kindOf(value)}`, { expected }));
  return [];
}

function wrongList(reading: Reading, path: string, { key, value }: Member): readonly [] {
  const empty = value.kind === 'scalar' && value.value === null;
  const hint = empty ? `Write "${path}: []" if the tenant shall have none, or remove the line to leave them alone.` : undefined;
  const span = empty ? key : value.span;
  reading.findings.push(mistake('wrong-type', span, `"${path}" holds ${kindOf(value)}`, { expected: 'a list', hint }));
  return [];
}
