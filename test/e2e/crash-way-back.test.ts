import { describe, expect, it } from 'vitest';
import { asYaml } from '../support/as-yaml.ts';
import { fresh, goingBack, type Journey, leftOf, placesOf, runLeft, survives, undisturbed } from '../support/crash.ts';
import { later } from '../support/every-kind.ts';
import { ALLOW, runsIn } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';
import { declared, definitionOf } from '../support/tenants.ts';

const users = (name: string, clients: readonly string[]) =>
  declared('connections', { name, strategy: 'auth0' }, { relations: { enabled_clients: clients } });
const withClient = definitionOf([declared('clients', { name: 'Goes' }), users('quiet', []), users('staff', ['Goes'])]);
const scene = cliScene({
  'later.yaml': asYaml(later()),
  'without.yaml': 'reconcile: { prune: [clients], limits: { delete: 100% } }\nclients: []\n',
});

/** The run that was killed; not one that the journey began with. */
function resume(earlier: number): readonly string[] | undefined {
  const run = runLeft(scene());
  return run === undefined || runsIn(scene().folder).length <= earlier
    ? undefined
    : ['apply', '--resume', run, '--yes', ...ALLOW];
}

describe.each([
  ['a rollback', 14, goingBack((run) => ['rollback', run])],
  ['a restore', 29, goingBack(() => ['restore', 'backup.json', '--prune'])],
] as const)('%s', (what, every, journey) => {
  it('killed at any request, --resume ends in the same tenant', async () => {
    const { requests, state } = await undisturbed(scene(), journey);
    const places = placesOf(requests, what, every);
    let tried = 0;
    for (const k of places) tried += await survives(scene(), journey, k, state, () => resume(1));
    expect(tried).toBeGreaterThan(0);
    console.log(`killed ${tried} times at ${places.length} of ${requests.length} requests`);
  }, 3_600_000);
});

it('a client that is made again stays out of connections that it was not in, whenever the rollback was killed', async () => {
  const journey: Journey = {
    prepare: async () => {
      await fresh(scene(), withClient);
      expect(await scene().run(['apply', 'without.yaml', '--yes'])).toMatchObject({ code: 0 });
      return ['rollback', runsIn(scene().folder).at(-1) ?? '', '--yes'];
    },
    left: () => leftOf(scene(), ['rollback', runsIn(scene().folder)[0] ?? '']),
  };
  const { requests, state } = await undisturbed(scene(), journey);
  expect(state.filter((line) => /^connection-clients .*Goes/.test(line))).toEqual([]);
  await survives(scene(), journey, requests.indexOf('POST /clients') + 1, state, () => resume(1));
}, 120_000);
