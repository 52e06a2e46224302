import { expect, it } from 'vitest';
import { asYaml } from '../support/as-yaml.ts';
import { applying, placesOf, survives, undisturbed } from '../support/crash.ts';
import { later } from '../support/every-kind.ts';
import { ALLOW } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';

const scene = cliScene({ 'later.yaml': asYaml(later()) });

it('killed at any request, a plain re-run ends in the same tenant', async () => {
  const { requests, state } = await undisturbed(scene(), applying);
  let tried = 0;
  const places = placesOf(requests, 'plain');
  for (const k of places) {
    tried += await survives(scene(), applying, k, state, () => ['apply', 'later.yaml', '--yes', ...ALLOW]);
  }
  expect(tried).toBeGreaterThan(0);
  console.log(`killed ${tried} times at ${places.length} of ${requests.length} requests`);
}, 1_500_000);
