import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShowCommand } from '../../src/cli/commands/show-command.ts';
import type { Terminal } from '../../src/cli/output/terminal.ts';
import { load } from '../../src/loader/load-definition.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { renderProblemsText } from '../../src/reporter/text/text-problem-list.ts';
import { planDefinition } from '../../src/workflows/definition/plan-definition.ts';
import { readSnapshotFrom } from '../../src/workflows/definition/snapshot-source.ts';
import { computeSeal, type SavedPlan } from '../../src/workflows/plan-file/saved-plan.ts';
import { outcome, plan, problem, result } from '../support/plans.ts';
import { samplePlan } from '../support/sample-plan.ts';
import { live, snapshotOf } from '../support/tenants.ts';
import { mutated, scrambled } from './mutate.ts';
import type { Random } from './random.ts';
import { SAMPLE } from './sample.ts';
import { expectCoded, expectInert, expectQuiet, type Target } from './target.ts';

/** A terminal that looks at what it is given. */
const watching: Terminal = {
  // JSON is data: neither a terminal nor a browser reads it as it is.
  print: (text) => {
    if (text.startsWith('<')) expectInert(text);
    else if (!text.startsWith('{')) expectQuiet(text);
  },
  printMessage: expectQuiet,
  reportProblems: async (problems) => {
    expectCoded(problems);
    expectQuiet(renderProblemsText(problems, { colour: false }));
  },
  colour: false,
  errorColour: false,
  width: 80,
  interactive: false,
};

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;
const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

/** The file, mutated as data or scrambled as text. */
const textOf = (document: JsonValue, random: Random): string | Buffer =>
  random.chance(0.3) ? scrambled(JSON.stringify(document), random) : JSON.stringify(mutated(document, random));

/** `tenon show` of plans (sealed anew, so that what is inside is looked at), results and drift. */
export function documentTarget(): Target {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const file = join(folder, 'document.json');
  const operations = samplePlan().operations;
  const ended = asJson(result(operations.map((one) => outcome('failed', one, { problems: [problem()] }))));
  const drift = { format: 'tenon-drift/1', tenant: 'acme.test', entries: [], undeclared: [], notes: [] };
  return {
    name: 'document',
    weight: 5,
    trial: async (random) => {
      const kind = random.below(4);
      writeFileSync(file, kind < 2 ? sealedPlan(random) : textOf(kind === 2 ? ended : drift, random));
      await runShowCommand(file, { format: random.pick(FORMATS) }, watching);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function sealedPlan(random: Random): string | Buffer {
  const saved = {
    format: 'tenon-saved-plan/1',
    plan: asJson(samplePlan()),
    files: ['tenant.yaml'],
    savedAt: '2026-11-27T00:00:00.000Z',
  } as const;
  if (random.chance(0.2)) return textOf(asJson({ ...saved, seal: '0' }), random);
  const inside = { ...saved, plan: mutated(saved.plan, random) };
  return JSON.stringify({ ...inside, seal: computeSeal(asSaved(inside), process.env.TENON_PLAN_KEY ?? '') });
}

/** The seal is over whatever stands there. */
const asSaved = (value: unknown): SavedPlan => ({ ...plan(), ...asObject(value) }) as unknown as SavedPlan;
const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** `tenon plan --against snapshot.json` */
export async function snapshotTarget(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const file = join(folder, 'snapshot.json');
  writeFileSync(
    join(folder, 'tenant.yaml'),
    JSON.stringify({ ...SAMPLE, databases: [], reconcile: { prune: ['roles', 'clients'] } }),
  );
  const loaded = await load({
    files: [join(folder, 'tenant.yaml')],
    root: folder,
    env: { SECRET: 's', ENV: 'e' },
    secretsOptional: true,
  });
  if (!loaded.ok) throw new Error(renderProblemsText(loaded.error, { colour: false }));
  const whole = snapshotOf({
    clients: [live('cli_1', { client_id: 'cli_1', name: 'App', callbacks: ['https://a.test'] })],
    resourceServers: [live('api_1', { id: 'api_1', identifier: 'https://api.test/', scopes: [{ value: 'read:x' }] })],
    clientGrants: [live('cgr_1', { id: 'cgr_1', client_id: 'cli_1', audience: 'https://api.test/', scope: ['read:x'] })],
    roles: [live('rol_1', { id: 'rol_1', name: 'clerk' }, { permissions: [{ permission_name: 'read:x' }] })],
    connections: [live('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', options: {} })],
    organizations: [live('org_1', { id: 'org_1', name: 'acme' })],
  });
  return {
    name: 'snapshot',
    weight: 3,
    trial: async (random) => {
      writeFileSync(file, textOf(asJson(whole), random));
      const snapshot = await readSnapshotFrom(file, [], {});
      if (!snapshot.ok) return watching.reportProblems(snapshot.error);
      const made = await planDefinition(loaded.value, snapshot.value);
      if (!made.ok) return watching.reportProblems(made.error);
      const { renderPlanText } = await import('../../src/reporter/text/text-plan.ts');
      expectQuiet(renderPlanText(made.value, { colour: false, width: 80 }));
      return undefined;
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
