import { expect, it } from 'vitest';
import { asYaml } from '../support/as-yaml.ts';
import { applying, placesOf, runLeft, survives, undisturbed } from '../support/crash.ts';
import { later } from '../support/every-kind.ts';
import { ALLOW } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';

const scene = cliScene({ 'later.yaml': asYaml(later()) });

it('killed at any request, --resume ends in the same tenant', async () => {
  const { requests, state } = await undisturbed(scene(), applying);
  let tried = 0;
  const places = placesOf(requests, 'resume');
  for (const k of places) {
    tried += await survives(scene(), applying, k, state, () => {
      const run = runLeft(scene());
      return run === undefined ? undefined : ['apply', '--resume', run, '--yes', ...ALLOW];
    });
  }
  expect(tried).toBeGreaterThan(0);
  console.log(`killed ${tried} times at ${places.length} of ${requests.length} requests`);
}, 1_500_000);
