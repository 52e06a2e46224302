import { validateTree } from '../loader/check/validate-tree.ts';
import { toFilePlace } from '../loader/findings.ts';
import { getValidator } from '../loader/load-validator.ts';
import { getPolicyShape } from '../loader/policy/read-policy.ts';
import { getMember, getText, type MapTree } from '../loader/text/definition-tree.ts';
import { IMPACT_CLASSES } from '../model/plan/impact.ts';
import { CATALOGUE } from '../resources/catalogue.ts';
import type { OverrideRules } from './project.ts';
import { listItems, type ProjectFolder } from './project-folder.ts';

export interface TargetPolicy {
  /** Members of `reconcile:`. Undefined: none is declared. */
  readonly policy?: MapTree;
  readonly overrides: OverrideRules;
}

/** Reads the policy of an environment or a fleet, and the rules for its own files. */
export async function readTargetPolicy({ findings }: ProjectFolder, settings: MapTree): Promise<TargetPolicy> {
  const overrides = readOverrides(getMember(settings, 'overrides'));
  const shape = getPolicyShape();
  const members = [...settings.members].filter(([name]) => Object.hasOwn(shape.schema.properties ?? {}, name));
  if (members.length === 0) return { overrides };
  const policy: MapTree = { kind: 'map', members: new Map(members), span: settings.span };
  const validator = await getValidator('reconcile');
  findings.push(...validateTree(validator, policy, shape, { subject: 'policy', catalogue: CATALOGUE }));
  return { policy, overrides };
}

function readOverrides(tree: ReturnType<typeof getMember>): OverrideRules {
  if (tree?.kind !== 'map') return { forbid: [], keep: [] };
  const forbidden = listItems(tree, 'forbid').map(getText);
  return {
    forbid: IMPACT_CLASSES.filter((name) => forbidden.includes(name)),
    keep: listItems(tree, 'keep').map((item) => ({ pattern: getText(item) ?? '', place: toFilePlace(item.span) })),
  };
}
