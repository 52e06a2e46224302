import type { Operation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { createAddition, createChange, createCreation, createOperation, createPlan, createRemoval } from './plan-builders.ts';

const SCRIPT = Array.from({ length: 60 }, (_, index) => `  const value${index} = lookUp(context, ${index});\n`).join('');

/** As many changed resources as asked for, of the kinds that real plans have: small updates, sets, scripts, creates, links. */
export const createLargePlan = (count: number): Plan =>
  createPlan(Array.from({ length: count }, (_, index) => createOperations(index)).flat());

function createOperations(index: number): readonly Operation[] {
  const name = `Application number ${index}`;
  switch (index % 5) {
    case 0:
      return [
        createCreation('clients', name, {
          name,
          app_type: 'spa',
          callbacks: ['https://a.test', 'https://b.test'],
          oidc_conformant: true,
        }),
      ];
    case 1: {
      const after = SCRIPT.replace('value7 ', 'seven ').replace('value42 ', 'fortyTwo ');
      return [
        createOperation('update', `connections/${name}`, {
          changes: [createChange(['options', 'script'], SCRIPT, after, 'text')],
        }),
      ];
    }
    case 2:
      return [
        createOperation('update', `clients/${name}`, {
          changes: [createAddition('callbacks', 'https://new.test'), createRemoval('callbacks', 'https://old.test')],
        }),
      ];
    case 3:
      return [
        createCreation('organizations', name, { name, display_name: name }),
        createOperation('link', `organizations/${name}`, {
          relation: 'connections',
          dependsOn: [`create organizations/${name}`, `update connections/Application number ${index - 2}`],
          changes: [createAddition('connections', `Application number ${index - 2}`)],
        }),
      ];
    default:
      return [
        createOperation('delete', `roles/${name}`, { why: `Deletes the role and takes it from everybody who has it: ${name}.` }),
      ];
  }
}
