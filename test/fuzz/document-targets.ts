import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShowCommand } from '../../src/cli/commands/show-command.ts';
import type { Terminal } from '../../src/cli/output/terminal.ts';
import { load } from '../../src/loader/load-definition.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { readSnapshotFrom } from '../../src/workflows/definition/snapshot-source.ts';
import { planDefinition } from '../../src/workflows/plan/plan-definition.ts';
import { computeSeal, type SavedPlan } from '../../src/workflows/plan-file/saved-plan.ts';
import { createOperationResult, createPlan, createProblem, createResult } from '../support/plan-builders.ts';
import { createSamplePlan } from '../support/sample-plan.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';
import { expectCoded, expectInert, expectQuiet, type FuzzTarget } from './fuzz-target.ts';
import { mutateValue, scrambleText } from './mutate.ts';
import type { Random } from './random.ts';
import { SAMPLE } from './sample.ts';

/** A terminal that looks at what it is given. */
const watchingTerminal: Terminal = {
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
  redact: (text) => text,
};

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;
const toJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

/** The file, mutated as data or scrambled as text. */
const mutateDocument = (document: JsonValue, random: Random): string | Buffer =>
  random.drawChance(0.3) ? scrambleText(JSON.stringify(document), random) : JSON.stringify(mutateValue(document, random));

/** `tenon show` of plans (sealed anew, so that what is inside is looked at), results and drift. */
export function createDocumentTarget(): FuzzTarget {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const file = join(folder, 'document.json');
  const operations = createSamplePlan().operations;
  const ended = toJson(
    createResult(operations.map((one) => createOperationResult('failed', one, { problems: [createProblem()] }))),
  );
  const drift = { format: 'tenon-drift/1', tenant: 'acme.test', entries: [], undeclared: [], notes: [] };
  return {
    name: 'document',
    weight: 5,
    runTrial: async (random) => {
      const kind = random.drawBelow(4);
      writeFileSync(file, kind < 2 ? createSealedPlan(random) : mutateDocument(kind === 2 ? ended : drift, random));
      await runShowCommand(file, { format: random.pickItem(FORMATS) }, watchingTerminal);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function createSealedPlan(random: Random): string | Buffer {
  const saved = {
    format: 'tenon-saved-plan/1',
    plan: toJson(createSamplePlan()),
    files: ['tenant.yaml'],
    savedAt: '2026-11-27T00:00:00.000Z',
  } as const;
  if (random.drawChance(0.2)) return mutateDocument(toJson({ ...saved, seal: '0' }), random);
  const inside = { ...saved, plan: mutateValue(saved.plan, random) };
  return JSON.stringify({ ...inside, seal: computeSeal(toSavedPlan(inside), process.env.TENON_PLAN_KEY ?? '') });
}

/** The seal is over whatever stands there. */
const toSavedPlan = (value: unknown): SavedPlan => ({ ...createPlan(), ...toObject(value) }) as unknown as SavedPlan;
const toObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** `tenon plan --against snapshot.json` */
export async function createSnapshotTarget(): Promise<FuzzTarget> {
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
  const whole = createSnapshot({
    clients: [createLiveResource('cli_1', { client_id: 'cli_1', name: 'App', callbacks: ['https://a.test'] })],
    resourceServers: [
      createLiveResource('api_1', { id: 'api_1', identifier: 'https://api.test/', scopes: [{ value: 'read:x' }] }),
    ],
    clientGrants: [
      createLiveResource('cgr_1', { id: 'cgr_1', client_id: 'cli_1', audience: 'https://api.test/', scope: ['read:x'] }),
    ],
    roles: [createLiveResource('rol_1', { id: 'rol_1', name: 'clerk' }, { permissions: [{ permission_name: 'read:x' }] })],
    connections: [createLiveResource('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', options: {} })],
    organizations: [createLiveResource('org_1', { id: 'org_1', name: 'acme' })],
  });
  return {
    name: 'snapshot',
    weight: 3,
    runTrial: async (random) => {
      writeFileSync(file, mutateDocument(toJson(whole), random));
      const snapshot = await readSnapshotFrom(file, [], {});
      if (!snapshot.ok) return watchingTerminal.reportProblems(snapshot.error);
      const made = await planDefinition(loaded.value, snapshot.value);
      if (!made.ok) return watchingTerminal.reportProblems(made.error);
      const { renderPlanText } = await import('../../src/reporter/text/plan/text-plan.ts');
      expectQuiet(renderPlanText(made.value, { colour: false, width: 80 }));
      return undefined;
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
