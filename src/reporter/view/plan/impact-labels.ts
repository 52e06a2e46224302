import type { ImpactClass } from '../../../model/plan/impact.ts';

/** How much attention a report asks for. */
export type Alarm = 'danger' | 'warn' | 'calm';

interface ImpactLabel {
  /** Heads the changes of the class, and names it in the verdict. */
  readonly title: string;
  readonly alarm: Alarm;
}

/** The classes of impact as people read them. */
export const IMPACT_LABELS: Readonly<Record<ImpactClass, ImpactLabel>> = {
  weakens: { title: 'Weakens protection', alarm: 'danger' },
  widens: { title: 'Widens access', alarm: 'danger' },
  tightens: { title: 'Tightens access', alarm: 'warn' },
  'runs-code': { title: 'Runs different code', alarm: 'warn' },
  loses: { title: 'Loses data', alarm: 'danger' },
  secret: { title: 'Replaces credentials', alarm: 'warn' },
  cosmetic: { title: 'Changes texts or looks', alarm: 'calm' },
};
