import { describe, expect } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import {
  createRestoreCommand,
  expectSurvivesKill,
  findInterruptedRun,
  type KillableCommand,
  listKillPoints,
  listRemainingChanges,
  resetScene,
  runUndisturbed,
} from '../support/crash.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createLaterDefinition } from '../support/every-request-kind.ts';
import { itInFull } from '../support/it-in-full.ts';
import { ALLOW_USER_LOSS, listRunsIn } from '../support/run-files.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';

const declareDatabase = (name: string, clients: readonly string[]) =>
  declareResource('connections', { name, strategy: 'auth0' }, { relations: { enabled_clients: clients } });
const withClient = createDefinition([
  declareResource('clients', { name: 'Goes' }),
  declareDatabase('quiet', []),
  declareDatabase('staff', ['Goes']),
]);
const scene = setUpCliScene({
  'later.yaml': writeDefinitionYaml(createLaterDefinition()),
  'without.yaml': 'reconcile: { prune: [clients], limits: { delete: 100% } }\nclients: []\n',
});

/** The run that was killed; not one that the journey began with. */
function resume(earlier: number): readonly string[] | undefined {
  const run = findInterruptedRun(scene());
  return run === undefined || listRunsIn(scene().folder).length <= earlier
    ? undefined
    : ['apply', '--resume', run, '--yes', ...ALLOW_USER_LOSS];
}

const JOURNEYS = [
  ['a rollback', 14, createRestoreCommand((run) => ['rollback', run])],
  ['a restore', 29, createRestoreCommand(() => ['restore', 'backup.json', '--prune'])],
] as const;

describe.each(JOURNEYS)('%s', (what, every, journey) => {
  itInFull(
    'killed at any request, --resume ends in the same tenant',
    async () => {
      const { requests, state } = await runUndisturbed(scene(), journey);
      const places = listKillPoints(requests, what, every);
      let tried = 0;
      for (const k of places) tried += await expectSurvivesKill(scene(), journey, k, state, () => resume(1));
      expect(tried).toBeGreaterThan(0);
      console.log(`killed ${tried} times at ${places.length} of ${requests.length} requests`);
    },
    3_600_000,
  );
});

itInFull(
  'a client that is made again stays out of connections that it was not in, whenever the rollback was killed',
  async () => {
    const journey: KillableCommand = {
      prepare: async () => {
        await resetScene(scene(), withClient);
        expect(await scene().run(['apply', 'without.yaml', '--yes'])).toMatchObject({ code: 0 });
        return ['rollback', listRunsIn(scene().folder).at(-1) ?? '', '--yes'];
      },
      listRemaining: () => listRemainingChanges(scene(), ['rollback', listRunsIn(scene().folder)[0] ?? '']),
    };
    const { requests, state } = await runUndisturbed(scene(), journey);
    expect(state.filter((line) => /^connection-clients .*Goes/.test(line))).toEqual([]);
    await expectSurvivesKill(scene(), journey, requests.indexOf('POST /clients') + 1, state, () => resume(1));
  },
  120_000,
);
