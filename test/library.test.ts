import { expect, test } from 'vitest';

test('the built package can be imported, and starts an emulator', async () => {
  const built: unknown = await import(new URL('../dist/index.js', import.meta.url).href);
  expect(built).toMatchObject({ planChanges: expect.any(Function), startEmulator: expect.any(Function) });
});
