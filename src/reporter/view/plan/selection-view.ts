import type { PlanSelection } from '../../../model/plan/plan-selection.ts';
import { formatListedText } from '../format-yaml.ts';
import { groupUndeclared, type NameGroup } from '../undeclared-by-type.ts';

/** A titled list of resources in a plan that is limited by `--only`. */
export interface SelectionSection {
  readonly title: string;
  readonly groups: readonly NameGroup[];
}

/** Builds what a limited plan says about its limits: what it includes besides the selected resources, and what it leaves out. */
export const buildSelectionSections = ({ only, required, leftOut }: PlanSelection): readonly SelectionSection[] => [
  { title: 'Also planned: the selected resources need these first', groups: groupUndeclared(required) },
  {
    title: `Left out of this plan (--only ${only.map(formatListedText).join(' ')})`,
    groups: leftOut.map(({ type, count, names }) => ({
      title: type,
      names: names.map(formatListedText),
      more: count - names.length,
    })),
  },
];
