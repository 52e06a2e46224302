import { pickSample } from '../support/run-size.ts';
import { CAMPAIGN_FAULTS, type FaultName } from './campaign-faults.ts';
import { isPermanent } from './restore-start-state.ts';
import type { CampaignScene } from './scenes.ts';

/** What is tried: some faults once, each type once, everything, or what somebody names. */
export interface Choice {
  readonly form: 'few' | 'sample' | 'full';
  /** Beginnings of cases' names. */
  readonly only: readonly string[];
}

/** One fault in one scene, at some of its writes. */
export interface CampaignUnit {
  readonly scene: CampaignScene;
  readonly fault: FaultName;
  /** Of a sample only one write is tried, which one depends on this; undefined: each. */
  readonly nth?: number;
}

export const readChoice = ({ CAMPAIGN, CAMPAIGN_CASE }: NodeJS.ProcessEnv): Choice => ({
  form: CAMPAIGN === 'full' || CAMPAIGN_CASE ? 'full' : CAMPAIGN === 'few' ? 'few' : 'sample',
  only: CAMPAIGN_CASE?.split(',') ?? [],
});

const getUnitId = ({ scene, fault }: CampaignUnit): string => `${scene.id}/${fault}`;
/** `roles/create/lost/1` */
export const getCaseId = (unit: CampaignUnit, k: number): string => `${getUnitId(unit)}/${k}`;

const hasPrefix = (id: string, beginning: string): boolean => id === beginning || id.startsWith(`${beginning}/`);

export const isChosen = (id: string, { only }: Choice): boolean => only.length === 0 || only.some((one) => hasPrefix(id, one));

export const listUnits = (scenes: readonly CampaignScene[], choice: Choice): readonly CampaignUnit[] =>
  choice.form !== 'full'
    ? pickOncePerType(scenes, choice.form === 'few')
    : scenes
        .flatMap((scene) => CAMPAIGN_FAULTS.map((fault) => ({ scene, fault })))
        .filter(
          (unit) =>
            choice.only.length === 0 ||
            choice.only.some((one) => hasPrefix(getUnitId(unit), one) || hasPrefix(one, getUnitId(unit))),
        );

/** Each type once and each fault some times, or some faults once: which meet, moves on with each type. */
function pickOncePerType(scenes: readonly CampaignScene[], isFew: boolean): readonly CampaignUnit[] {
  const all = [...new Set(scenes.map(({ type }) => type))];
  const faults = isFew ? pickSample(CAMPAIGN_FAULTS, 2, 'campaign faults') : CAMPAIGN_FAULTS;
  const types = isFew ? pickSample(all, faults.length, 'campaign') : all;
  return types.flatMap((type, nth) => {
    // A setting may be there already, as it is to be made.
    const own = scenes.filter((scene) => scene.type === type && !(isPermanent(type) && scene.id.endsWith('/create')));
    const [scene, fault] = [own[nth % own.length], faults[nth % faults.length]];
    return scene && fault ? [{ scene, fault, nth }] : [];
  });
}
