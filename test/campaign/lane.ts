import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { playDisturbed, playUndisturbed, type Stage, setStage, type Wanted } from './case.ts';
import { type Choice, caseId, isChosen, type Unit } from './choose.ts';
import { isSlow } from './faults.ts';
import { foreignUrl, openPlace, type Place } from './place.ts';
import { putBack, staysForGood } from './put-back.ts';
import type { CaseOutcome } from './report.ts';
import type { Scene } from './scenes.ts';
import { differenceOf, readState, type State } from './state.ts';

const EVERYTHING = CATALOGUE.all.map(({ type }) => type);
/** Some of the cases are played by the built program, also where nobody is killed. */
const APART_EACH = 23;

/** What every scene amounts to without faults: found out once, by whoever plays it first. */
const undisturbed = new Map<string, Promise<Wanted>>();

let fresh: Promise<string> | undefined;

/** Plays one unit after the other in one tenant, which each of them leaves as it found it. */
export class Lane {
  #place: Place;
  readonly #name: string;
  readonly #choice: Choice;
  readonly #tell: (outcome: CaseOutcome) => void;
  readonly #known = new Map<readonly string[], State>();
  #renewed = 0;

  private constructor(place: Place, name: string, choice: Choice, tell: (outcome: CaseOutcome) => void) {
    this.#place = place;
    this.#name = name;
    this.#choice = choice;
    this.#tell = tell;
  }

  static async open(name: string, choice: Choice, tell: (outcome: CaseOutcome) => void): Promise<Lane> {
    return new Lane(await openPlace(name), name, choice, tell);
  }

  /** The whole tenant, to see that nothing beside the scenes was touched. Tenants of our own are all the same at first. */
  readonly #whole = async (): Promise<string> => (await readState(this.#place, EVERYTHING, [], '')).text;

  /** `isWatched`: in the end the tenant is looked at as a whole. */
  async play(units: () => Unit | undefined, isWatched: boolean): Promise<void> {
    if (isWatched) fresh ??= this.#whole();
    const before = isWatched ? await fresh : undefined;
    for (let unit = units(); unit; unit = units()) await this.#playUnit(unit);
    const difference = before === undefined || this.#renewed > 0 ? undefined : differenceOf(before, await this.#whole());
    if (difference !== undefined)
      this.#tell({ id: `everything/${this.#name}`, type: 'everything', fault: 'lost', failures: [difference] });
    await this.#place.close();
  }

  async #playUnit(unit: Unit): Promise<void> {
    const { scene, fault, nth } = unit;
    const told = { type: scene.type, fault };
    try {
      const { writes, unavailable, ...wanted } = await this.#wantedOf(scene);
      if (unavailable !== undefined) {
        const wrong = foreignUrl() === undefined ? [`unavailable: ${unavailable}`] : [];
        return this.#tell({ ...told, id: caseId(unit, 1), failures: wrong, skipped: unavailable });
      }
      const all = Array.from({ length: writes }, (_, index) => index + 1).filter((k) => isChosen(caseId(unit, k), this.#choice));
      const chosen = nth === undefined ? all : all.filter((k) => k === 1 + (nth % writes));
      for (const k of chosen) {
        const began = performance.now();
        const failures = await this.#playCase(unit, k, { ...wanted, writes });
        this.#tell({ ...told, id: caseId(unit, k), failures, ms: Math.round(performance.now() - began) });
      }
    } catch (error) {
      this.#tell({ ...told, id: caseId(unit, 0), failures: [error instanceof Error ? error.message : String(error)] });
    }
  }

  #wantedOf(scene: Scene): Promise<Wanted> {
    const known =
      undisturbed.get(scene.id) ??
      this.#onStage(scene, playUndisturbed).then(({ value, left }) => orNotTwice(scene, value, left));
    undisturbed.set(scene.id, known);
    return known;
  }

  async #playCase({ scene, fault }: Unit, k: number, wanted: Wanted): Promise<readonly string[]> {
    const { tag, ...played } = await this.#onStage(scene, async (stage) => ({
      tag: stage.tag,
      wrong: await playDisturbed(stage, fault, k, wanted, !isSlow(fault) && Number(stage.tag.slice(-6, -1)) % APART_EACH === 0),
    })).then(({ value, left }) => ({ tag: value.tag, wrong: value.wrong, left }));
    const isWrong = played.left !== undefined && !staysForGood(scene.type);
    return [...played.wrong, ...(isWrong ? [`${tag} ${played.left}`] : [])];
  }

  async #onStage<T>(scene: Scene, work: (stage: Stage) => Promise<T>): Promise<{ readonly value: T; readonly left?: string }> {
    const stage = await setStage(scene, this.#place, this.#known.get(scene.touches));
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
    const left = await putBack(place, before, scene.touches, goal);
    if (left === undefined) {
      this.#known.set(scene.touches, before);
      return undefined;
    }
    this.#known.clear();
    if (foreignUrl() === undefined) {
      await place.close();
      this.#renewed += 1;
      this.#place = await openPlace(this.#name);
    }
    return left;
  }
}

function orNotTwice(scene: Scene, wanted: Wanted, left: string | undefined): Wanted {
  if (left !== undefined && !staysForGood(scene.type)) throw new Error(`undisturbed: ${left}`);
  const isOver = left !== undefined && foreignUrl() !== undefined && scene.start.length === 0;
  return isOver ? { ...wanted, unavailable: `what was set cannot be unset, so it is set once only: ${left}` } : wanted;
}
