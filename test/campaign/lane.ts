import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { isSlow } from './campaign-faults.ts';
import type { CaseOutcome } from './campaign-report.ts';
import { type ExpectedRun, prepareStage, runSceneDisturbed, runSceneUndisturbed, type Stage } from './case.ts';
import { type CampaignUnit, type Choice, getCaseId, isChosen } from './choose-units.ts';
import { type FaultyTenant, getForeignUrl, openFaultyTenant } from './faulty-tenant.ts';
import { describeDifference, type ObservedState, readState } from './observed-state.ts';
import { isPermanent, restoreStartState } from './restore-start-state.ts';
import type { CampaignScene } from './scenes.ts';

const EVERYTHING = CATALOGUE.all.map(({ type }) => type);
/** Some of the cases are played by the built program, also where nobody is killed. */
const OWN_PROCESS_EACH = 23;

/** What every scene amounts to without faults: found out once, by whoever plays it first. */
const undisturbed = new Map<string, Promise<ExpectedRun>>();

let fresh: Promise<string> | undefined;

/** Plays one unit after the other in one tenant, which each of them leaves as it found it. */
export class Lane {
  #place: FaultyTenant;
  readonly #name: string;
  readonly #choice: Choice;
  readonly #report: (outcome: CaseOutcome) => void;
  readonly #known = new Map<readonly string[], ObservedState>();
  #renewed = 0;

  private constructor(place: FaultyTenant, name: string, choice: Choice, report: (outcome: CaseOutcome) => void) {
    this.#place = place;
    this.#name = name;
    this.#choice = choice;
    this.#report = report;
  }

  static async open(name: string, choice: Choice, report: (outcome: CaseOutcome) => void): Promise<Lane> {
    return new Lane(await openFaultyTenant(name), name, choice, report);
  }

  /** The whole tenant, to see that nothing beside the scenes was touched. Tenants of our own are all the same at first. */
  readonly #whole = async (): Promise<string> => (await readState(this.#place, EVERYTHING, [], '')).text;

  /** `isWatched`: in the end the tenant is looked at as a whole. */
  async runUnits(units: () => CampaignUnit | undefined, isWatched: boolean): Promise<void> {
    if (isWatched) fresh ??= this.#whole();
    const before = isWatched ? await fresh : undefined;
    for (let unit = units(); unit; unit = units()) await this.#runUnit(unit);
    const difference = before === undefined || this.#renewed > 0 ? undefined : describeDifference(before, await this.#whole());
    if (difference !== undefined)
      this.#report({ id: `everything/${this.#name}`, type: 'everything', fault: 'lost', failures: [difference] });
    await this.#place.close();
  }

  async #runUnit(unit: CampaignUnit): Promise<void> {
    const { scene, fault, nth } = unit;
    const caseInfo = { type: scene.type, fault };
    try {
      const { writes, unavailable, ...wanted } = await this.#getExpected(scene);
      if (unavailable !== undefined) {
        const wrong = getForeignUrl() === undefined ? [`unavailable: ${unavailable}`] : [];
        return this.#report({ ...caseInfo, id: getCaseId(unit, 1), failures: wrong, skipped: unavailable });
      }
      const all = Array.from({ length: writes }, (_, index) => index + 1).filter((k) =>
        isChosen(getCaseId(unit, k), this.#choice),
      );
      const chosen = nth === undefined ? all : all.filter((k) => k === 1 + (nth % writes));
      for (const k of chosen) {
        const began = performance.now();
        const failures = await this.#runCase(unit, k, { ...wanted, writes });
        this.#report({ ...caseInfo, id: getCaseId(unit, k), failures, ms: Math.round(performance.now() - began) });
      }
    } catch (error) {
      this.#report({ ...caseInfo, id: getCaseId(unit, 0), failures: [error instanceof Error ? error.message : String(error)] });
    }
  }

  #getExpected(scene: CampaignScene): Promise<ExpectedRun> {
    const known =
      undisturbed.get(scene.id) ??
      this.#runOnStage(scene, runSceneUndisturbed).then(({ value, left }) => checkRepeatable(scene, value, left));
    undisturbed.set(scene.id, known);
    return known;
  }

  async #runCase({ scene, fault }: CampaignUnit, k: number, expected: ExpectedRun): Promise<readonly string[]> {
    const { tag, ...outcome } = await this.#runOnStage(scene, async (stage) => ({
      tag: stage.tag,
      wrong: await runSceneDisturbed(
        stage,
        fault,
        k,
        expected,
        !isSlow(fault) && Number(stage.tag.slice(-6, -1)) % OWN_PROCESS_EACH === 0,
      ),
    })).then(({ value, left }) => ({ tag: value.tag, wrong: value.wrong, left }));
    const isWrong = outcome.left !== undefined && !isPermanent(scene.type);
    return [...outcome.wrong, ...(isWrong ? [`${tag} ${outcome.left}`] : [])];
  }

  async #runOnStage<T>(
    scene: CampaignScene,
    work: (stage: Stage) => Promise<T>,
  ): Promise<{ readonly value: T; readonly left?: string }> {
    const stage = await prepareStage(scene, this.#place, this.#known.get(scene.touches));
    this.#known.delete(scene.touches);
    try {
      const value = await work(stage);
      const left = await this.#clear(stage);
      return left === undefined ? { value } : { value, left };
    } catch (error) {
      await this.#clear(stage);
      throw error;
    }
  }

  /** What cannot be taken away takes a new tenant, where there is one to be had. */
  async #clear({ place, before, scene, goal }: Stage): Promise<string | undefined> {
    place.proxy.clear();
    const left = await restoreStartState(place, before, scene.touches, goal);
    if (left === undefined) {
      this.#known.set(scene.touches, before);
      return undefined;
    }
    this.#known.clear();
    if (getForeignUrl() === undefined) {
      await place.close();
      this.#renewed += 1;
      this.#place = await openFaultyTenant(this.#name);
    }
    return left;
  }
}

function checkRepeatable(scene: CampaignScene, expected: ExpectedRun, left: string | undefined): ExpectedRun {
  if (left !== undefined && !isPermanent(scene.type)) throw new Error(`undisturbed: ${left}`);
  const isOver = left !== undefined && getForeignUrl() !== undefined && scene.start.length === 0;
  return isOver ? { ...expected, unavailable: `what was set cannot be unset, so it is set once only: ${left}` } : expected;
}
