import { expect, it } from 'vitest';
import { EditCollector } from '../../src/exporter/update/edit-collector.ts';
import { refuseOverlaps } from '../../src/exporter/update/refuse-overlaps.ts';
import { createEdit } from '../../src/exporter/update/text-edit.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';

const spot = { path: '/tenant.yaml', name: 'tenant.yaml', text: 'roles: [a, b, c]\n', start: 0, end: 0 };

const createCollector = (
  address: string,
  ...edits: readonly (readonly [start: number, end: number, by: string])[]
): EditCollector => {
  const taking = new EditCollector(address, AS_IS, () => true);
  for (const [start, end, by] of edits) taking.edits.push(createEdit(spot, start, end, by));
  return taking;
};

it.each([
  ['one inside of the other', [0, 10, 'x'], [4, 6, 'y'], true],
  ['one that is taken out around one that changes', [0, 10, ''], [4, 6, 'y'], true],
  ['both at one place', [4, 6, 'x'], [4, 6, 'y'], true],
  ['neighbors that go', [0, 6, ''], [4, 10, ''], false],
  ['one after the other', [0, 4, 'x'], [4, 6, 'y'], false],
  ['what is added where something ends', [0, 4, ''], [4, 4, 'y'], false],
] as const)('two edits, %s', (_, first, second, clash) => {
  const [one, other, third] = [
    createCollector('roles/a', first),
    createCollector('roles/b', second),
    createCollector('roles/c', [12, 13, 'z']),
  ];
  refuseOverlaps([one, other, third]);
  expect([one, other, third].map(({ edits, left }) => [edits.length, left.length])).toEqual(
    clash
      ? [
          [0, 1],
          [0, 1],
          [1, 0],
        ]
      : [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
  );
});
