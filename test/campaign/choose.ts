import { sampleOf } from '../support/size.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { staysForGood } from './put-back.ts';
import type { Scene } from './scenes.ts';

/** What is tried: each fault once, each type once, everything, or what somebody names. */
export interface Choice {
  readonly form: 'few' | 'sample' | 'full';
  /** Beginnings of cases' names. */
  readonly only: readonly string[];
}

/** One fault in one scene, at some of its writes. */
export interface Unit {
  readonly scene: Scene;
  readonly fault: FaultName;
  /** Of a sample only one write is tried, which one depends on this; undefined: each. */
  readonly nth?: number;
}

export const choiceFrom = ({ CAMPAIGN, CAMPAIGN_CASE }: NodeJS.ProcessEnv): Choice => ({
  form: CAMPAIGN === 'full' || CAMPAIGN_CASE ? 'full' : CAMPAIGN === 'few' ? 'few' : 'sample',
  only: CAMPAIGN_CASE?.split(',') ?? [],
});

const idOf = ({ scene, fault }: Unit): string => `${scene.id}/${fault}`;
/** `roles/create/lost/1` */
export const caseId = (unit: Unit, k: number): string => `${idOf(unit)}/${k}`;

const startsWith = (id: string, beginning: string): boolean => id === beginning || id.startsWith(`${beginning}/`);

export const isChosen = (id: string, { only }: Choice): boolean => only.length === 0 || only.some((one) => startsWith(id, one));

export const unitsOf = (scenes: readonly Scene[], choice: Choice): readonly Unit[] =>
  choice.form !== 'full'
    ? oncePerType(scenes, choice.form === 'few')
    : scenes
        .flatMap((scene) => FAULTS.map((fault) => ({ scene, fault })))
        .filter(
          (unit) =>
            choice.only.length === 0 || choice.only.some((one) => startsWith(idOf(unit), one) || startsWith(one, idOf(unit))),
        );

/** Each type once and each fault some times, or each fault once: which meet, moves on with each type. */
function oncePerType(scenes: readonly Scene[], isFew: boolean): readonly Unit[] {
  const all = [...new Set(scenes.map(({ type }) => type))];
  const types = isFew ? sampleOf(all, FAULTS.length, 'campaign') : all;
  return types.flatMap((type, nth) => {
    // A setting may be there already, as it is to be made.
    const own = scenes.filter((scene) => scene.type === type && !(staysForGood(type) && scene.id.endsWith('/create')));
    const [scene, fault] = [own[nth % own.length], FAULTS[nth % FAULTS.length]];
    return scene && fault ? [{ scene, fault, nth }] : [];
  });
}
