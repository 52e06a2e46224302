import type { Operation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { added, change, creation, operation, plan, removed } from './plans.ts';

const SCRIPT = Array.from({ length: 60 }, (_, index) => `  const value${index} = lookUp(context, ${index});\n`).join('');

/** As many changed resources as asked for, of the kinds that real plans have: small updates, sets, scripts, creates, links. */
export const largePlan = (count: number): Plan => plan(Array.from({ length: count }, (_, index) => changed(index)).flat());

function changed(index: number): readonly Operation[] {
  const name = `Application number ${index}`;
  switch (index % 5) {
    case 0:
      return [
        creation('clients', name, {
          name,
          app_type: 'spa',
          callbacks: ['https://a.test', 'https://b.test'],
          oidc_conformant: true,
        }),
      ];
    case 1: {
      const after = SCRIPT.replace('value7 ', 'seven ').replace('value42 ', 'fortyTwo ');
      return [operation('update', `connections/${name}`, { changes: [change(['options', 'script'], SCRIPT, after, 'text')] })];
    }
    case 2:
      return [
        operation('update', `clients/${name}`, {
          changes: [added('callbacks', 'https://new.test'), removed('callbacks', 'https://old.test')],
        }),
      ];
    case 3:
      return [
        creation('organizations', name, { name, display_name: name }),
        operation('link', `organizations/${name}`, {
          relation: 'connections',
          dependsOn: [`create organizations/${name}`, `update connections/Application number ${index - 2}`],
          changes: [added('connections', `Application number ${index - 2}`)],
        }),
      ];
    default:
      return [operation('delete', `roles/${name}`, { why: `Deletes the role and takes it from everybody who has it: ${name}.` })];
  }
}
