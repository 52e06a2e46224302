import type { DeclaredOperation } from './declared-operation.ts';
import { type EmulatedOperation, findOperation } from './emulator-operations.ts';
import { formatPath, type Member } from './list-members.ts';

/**
 * What only one of the two sides knows, as `schemas: PATCH /clients/{} name` for a member that the schemas describe and the emulator
 * refuses, and `emulator: …` for the reverse. A value follows after `=`, a value of a parameter in the path after `{name}=`.
 */
export function compareOperations(declared: readonly DeclaredOperation[]): readonly string[] {
  const groups = new Map<string, { readonly emulated: EmulatedOperation; readonly uses: readonly DeclaredOperation[] }>();
  for (const use of declared) {
    const emulated = findOperation(use.method, use.path);
    if (emulated === undefined) continue;
    groups.set(emulated.name, { emulated, uses: [...(groups.get(emulated.name)?.uses ?? []), use] });
  }
  const findings = [...groups.values()].flatMap(({ emulated, uses }) => [
    ...compareMembers(emulated, uses),
    ...compareParameters(emulated, uses),
  ]);
  return [...new Set(findings)].sort();
}

function compareMembers(emulated: EmulatedOperation, uses: readonly DeclaredOperation[]): readonly string[] {
  const known = indexMembers(uses.flatMap(({ described }) => described));
  const sent = indexMembers(uses.flatMap(({ members }) => members));
  const accepted = indexMembers(emulated.members);
  const supplied = new Set(uses.flatMap((use) => use.supplied));
  const undescribed = listLeaves(accepted).filter((path) => !known.has(path) && !supplied.has(path));
  const refused = listLeaves(sent).filter((path) => !isAccepted(path, accepted));
  return [
    ...undescribed.map((path) => `emulator: ${emulated.name} ${path}`),
    ...refused.map((path) => `schemas: ${emulated.name} ${path}`),
    ...[...accepted].flatMap(([path, member]) => compareValues(`${emulated.name} ${path}`, member, known.get(path))),
  ];
}

/** Members by path, with the values of all members at the same path. */
function indexMembers(members: readonly Member[]): ReadonlyMap<string, Member> {
  const index = new Map<string, Member>();
  for (const member of members) {
    const path = formatPath(member.steps);
    const same = index.get(path);
    index.set(path, same === undefined ? member : mergeMembers(same, member));
  }
  return index;
}

const mergeMembers = (one: Member, other: Member): Member => ({
  steps: one.steps,
  values: [...one.values, ...other.values],
  extraValues: [...one.extraValues, ...other.extraValues],
  isLeaf: one.isLeaf && other.isLeaf,
  isOpen: one.isOpen || other.isOpen,
});

const listLeaves = (members: ReadonlyMap<string, Member>): readonly string[] =>
  [...members].filter(([path, { isLeaf }]) => isLeaf && path !== '').map(([path]) => path);

/** Whether the emulator takes a member: it describes it, or something around it takes any. */
function isAccepted(path: string, accepted: ReadonlyMap<string, Member>): boolean {
  if (accepted.has(path)) return true;
  const above = [...path.matchAll(/\.|\[\]|^/g)].map(({ index }) => path.slice(0, index));
  return above.some((place) => {
    const member = accepted.get(place);
    return member !== undefined && (member.isOpen || accepted.has(formatPath([...member.steps, '*'])));
  });
}

/** Compares listed values where both sides list some; a side that lists none takes or offers any. */
function compareValues(place: string, { values: accepted }: Member, member: Member | undefined): readonly string[] {
  const known = member?.values ?? [];
  if (member === undefined || accepted.length === 0) return [];
  return [
    ...accepted.filter((value) => !known.includes(value)).map((value) => `emulator: ${place}=${value}`),
    ...known
      .filter((value) => !accepted.includes(value) && !member.extraValues.includes(value))
      .map((value) => `schemas: ${place}=${value}`),
  ];
}

function compareParameters(emulated: EmulatedOperation, uses: readonly DeclaredOperation[]): readonly string[] {
  return uses.flatMap(({ keyFields }) =>
    Object.entries(keyFields).flatMap(([name, known], index) => {
      const accepted = emulated.pathValues[index] ?? [];
      if (known.length === 0 || accepted.length === 0) return [];
      return [
        ...accepted.filter((value) => !known.includes(value)).map((value) => `emulator: ${emulated.name} {${name}}=${value}`),
        ...known.filter((value) => !accepted.includes(value)).map((value) => `schemas: ${emulated.name} {${name}}=${value}`),
      ];
    }),
  );
}
