import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getObjectMember, type JsonObject } from '../../src/model/json/json-value.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { isSelf, isSystem } from '../../src/resources/identity/identify-resources.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { getDefinitionLayout } from '../../src/resources/resource-type.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { applyInProcess } from './apply-in-process.ts';
import { type FaultHit, type FaultName, isKill, isWrite, scheduleFault } from './campaign-faults.ts';
import { checkExit, checkJournal, checkNames, checkResult, checkState, checkUnknownOutcome } from './checks.ts';
import type { FaultyTenant } from './faulty-tenant.ts';
import { type ObservedState, readState } from './observed-state.ts';
import { applyHere, type ProgramRun, planHere, SHORT_TIMEOUT_MS, showRunHere } from './program.ts';
import { type CampaignScene, replaceNames, writeTexts } from './scenes.ts';

/** A scene made ready in a tenant, under names of its own. */
export interface Stage {
  readonly scene: CampaignScene;
  readonly place: FaultyTenant;
  readonly tag: string;
  readonly before: ObservedState;
  readonly start: readonly string[];
  readonly goal: readonly string[];
}

let count = 0;
const PREFIX = `k${Date.now().toString(36).slice(-5)}${process.pid.toString(36)}`;

/** `known`: what the tenant is, where that was looked at already. */
export async function prepareStage(scene: CampaignScene, place: FaultyTenant, known?: ObservedState): Promise<Stage> {
  count += 1;
  const tag = `${PREFIX}${String(count).padStart(5, '0')}-`;
  const [from, to] = [resolve(tag, 'from'), resolve(tag, 'to')];
  for (const folder of [from, to]) mkdirSync(folder, { recursive: true });
  const start = writeTexts(from, replaceNames(scene.start, scene, tag));
  const goal = writeTexts(to, replaceNames(scene.goal, scene, tag));
  const before = known ?? (await readState(place, scene.touches, goal, ''));
  const keeps = resolve(to, 'keeps.yaml');
  if (scene.prunes) writeFileSync(keeps, writeKeptDefinition(scene.type, before.snapshot));
  return { scene, place, tag, before, start, goal: scene.prunes ? [...goal, keeps] : goal };
}

const ALL = { kind: 'share', percent: 100 } as const;

/** A definition that prunes a type, and names all that others have of it. */
function writeKeptDefinition(name: string, snapshot: Snapshot): string {
  const type = CATALOGUE.get(name);
  if (!type) throw new Error(name);
  const others = getLiveResources(snapshot, name).filter(
    ({ body }) => !isSystem(type, body) && !isSelf(type, body, snapshot.self),
  );
  const fields = [...new Set([...type.key, ...(getResourceShape(type).schema.required ?? [])])];
  const pickKeys = (body: JsonObject): JsonObject =>
    Object.fromEntries(fields.map((name) => [name, getObjectMember(body, name) ?? null]));
  const kept = others.map(({ id, body }) => declareResource(name, pickKeys(body), { pinnedId: id }));
  const text = writeDefinitionYaml(createDefinition(kept, { prune: [name], limits: { delete: ALL, update: ALL } }, [name]));
  const { yamlPath: at, form } = getDefinitionLayout(type);
  // What is no list is not in the text where there is none of it.
  return kept.length === 0 && form !== 'list' ? `${text}${at.join('.')}: []\n` : text;
}

/** What an undisturbed apply of a scene starts from, does and leaves. */
export interface ExpectedRun {
  readonly started: Pick<ObservedState, 'text' | 'names'>;
  readonly ended: Pick<ObservedState, 'text' | 'names'>;
  readonly writes: number;
  /** Why there is nothing to disturb. */
  readonly unavailable?: string;
}

const readStage = ({ place, scene, goal, tag }: Stage): Promise<ObservedState> => readState(place, scene.touches, goal, tag);

async function applyStart(stage: Stage): Promise<ProgramRun> {
  stage.place.proxy.clear();
  return stage.start.length === 0 ? { code: 0, problems: '' } : applyHere(stage.start, stage.place);
}

export async function runSceneUndisturbed(stage: Stage): Promise<ExpectedRun> {
  const started = await applyStart(stage);
  const from = await readStage(stage);
  stage.place.proxy.clear();
  const run = started.code === 0 ? await applyHere(stage.goal, stage.place) : started;
  const writes = stage.place.proxy.seen.filter(isWrite).length;
  const nothing = { started: from, ended: from, writes: 0 };
  if (run.unavailable !== undefined) return { ...nothing, unavailable: run.unavailable };
  if (run.code !== 0) throw new Error(`undisturbed: exit code ${run.code}: ${run.problems}`);
  const left = await planHere(stage.goal, stage.place);
  if (left.length > 0) throw new Error(`undisturbed: left ${left.map(({ id }) => id).join(', ')}`);
  const { text, names } = await readStage(stage);
  return { started: { text: from.text, names: from.names }, ended: { text, names }, writes };
}

/** Plays the scene while its k-th write meets the fault; what is wrong with it, if anything. `apart`: in a process of its own. */
export async function runSceneDisturbed(
  stage: Stage,
  fault: FaultName,
  k: number,
  expected: ExpectedRun,
  apart: boolean,
): Promise<readonly string[]> {
  const started = await applyStart(stage);
  if (started.code !== 0) return [`the start ended with ${started.code}: ${started.problems}`];
  const { place, goal } = stage;
  const killed = isKill(fault);
  const killing = new AbortController();
  const strike = scheduleFault(place.proxy, fault, k, () => killed && killing.abort());
  const ran = await (killed || apart ? applyInProcess(goal, place, killing.signal) : applyHere(goal, place, SHORT_TIMEOUT_MS));
  const struck = strike();
  place.proxy.clear();
  if (!struck.hit) return [`write ${k} never came: exit code ${ran.code}, ${ran.problems}`];
  const wrong = [...(await checkRun(stage, fault, ran, struck)), ...(await checkTenant(stage, ran, expected))];
  const { method, path } = struck.hit;
  return wrong.map((text) => `${method} ${path}: ${text}`);
}

async function checkRun({ place, goal }: Stage, fault: FaultName, ran: ProgramRun, struck: FaultHit): Promise<readonly string[]> {
  const run = /^tenon-\d+-[0-9a-f]{8}/.exec(String(struck.hit?.headers['x-correlation-id']))?.[0] ?? '';
  const shownRun = await showRunHere(run);
  const report = ran.result ?? shownRun.result;
  if (!report) return [`no report: exit code ${ran.code}, ${ran.problems}, ${shownRun.problems}`];
  if (isKill(fault) && ran.code !== null) return [`not killed: exit code ${ran.code}`];
  return [
    ...checkExit(ran),
    ...checkResult(readPlannedIds(run), report, ran.code === 0 ? [] : await planHere(goal, place)),
    ...checkJournal(run, report, shownRun),
    ...checkUnknownOutcome(fault, struck, report),
  ].map((text) => `${text} (exit code ${ran.code}: ${ran.problems})`);
}

function readPlannedIds(run: string): readonly string[] {
  const saved: { readonly plan: { readonly operations: Result['operations'] } } = JSON.parse(
    readFileSync(resolve('.tenon', 'runs', run, 'plan.json'), 'utf8'),
  );
  return saved.plan.operations.filter(({ action }) => action !== 'note').map(({ id }) => id);
}

async function checkTenant(stage: Stage, { code }: ProgramRun, { started, ended }: ExpectedRun): Promise<readonly string[]> {
  const now = await readStage(stage);
  const doubled = checkNames('after it', [started.names, ended.names], now.names);
  if (code === 0) return checkState('after it', ended, now);
  const unchanged = code === 1 || code === 3 ? checkState(`with exit code ${code}`, started, now) : [];
  const again = await applyHere(stage.goal, stage.place);
  const left = again.code === 0 ? await planHere(stage.goal, stage.place) : [];
  return [
    ...doubled,
    ...unchanged,
    ...(again.code === 0 ? [] : [`the next run ended with ${again.code}: ${again.problems}`]),
    ...(left.length === 0 ? [] : [`the next run left ${left.map(({ id }) => id).join(', ')}`]),
    ...checkState('after one more run', ended, await readStage(stage)),
  ];
}
