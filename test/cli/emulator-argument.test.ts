import { expect, it } from 'vitest';
import { deferEmulatorFlag } from '../../src/cli/options/emulator-argument.ts';

it.each([
  [
    ['plan', '--emulator', 'tenant.yaml', 'env.yaml'],
    ['plan', 'tenant.yaml', 'env.yaml', '--emulator'],
  ],
  [
    ['explain', '--emulator', 'clients/Shop', '--format', 'json'],
    ['explain', 'clients/Shop', '--format', 'json', '--emulator'],
  ],
  [
    ['plan', '--emulator', 'tenant.yaml', '--', '-x.yaml'],
    ['plan', 'tenant.yaml', '--emulator', '--', '-x.yaml'],
  ],
])('an argument that is no state is not taken for one: %j', (given, arranged) => {
  expect(deferEmulatorFlag(given)).toEqual(arranged);
});

it.each([
  [['plan', '--emulator', 'state.json', 'tenant.yaml']],
  [['plan', '--emulator', '--trace']],
  [['plan', '--emulator']],
  [['plan', '--emulator=state', 'tenant.yaml']],
  [['plan', '--', '--emulator', 'tenant.yaml']],
])('other arguments stay as they are: %j', (given) => {
  expect(deferEmulatorFlag(given)).toEqual(given);
});
