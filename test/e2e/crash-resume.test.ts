import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { applyCommand, expectSurvivesKill, findInterruptedRun, listKillPoints, runUndisturbed } from '../support/crash.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createLaterDefinition } from '../support/every-request-kind.ts';
import { ALLOW_USER_LOSS } from '../support/run-files.ts';

const scene = setUpCliScene({ 'later.yaml': writeDefinitionYaml(createLaterDefinition()) });

it('killed at any request, --resume ends in the same tenant', async () => {
  const { requests, state } = await runUndisturbed(scene(), applyCommand);
  let tried = 0;
  const places = listKillPoints(requests, 'resume');
  for (const k of places) {
    tried += await expectSurvivesKill(scene(), applyCommand, k, state, () => {
      const run = findInterruptedRun(scene());
      return run === undefined ? undefined : ['apply', '--resume', run, '--yes', ...ALLOW_USER_LOSS];
    });
  }
  expect(tried).toBeGreaterThan(0);
  console.log(`killed ${tried} times at ${places.length} of ${requests.length} requests`);
}, 1_500_000);
