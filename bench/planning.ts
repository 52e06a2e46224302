import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { createEqualTenant } from './tenant.ts';

export interface PlanMeasurement {
  readonly resources: number;
  readonly cpuMs: number;
  /** Memory beyond what the inputs take. */
  readonly heapMb: number;
  readonly operations: number;
}

/** CPU time and memory of planning a tenant that is already as declared: the median of five. */
export function measurePlanning(resources: number): PlanMeasurement {
  const runs = Array.from({ length: 5 }, () => measureOnce(resources)).sort((a, b) => a.cpuMs - b.cpuMs);
  const median = runs[2];
  if (!median) throw new Error('no run');
  return median;
}

function measureOnce(resources: number): PlanMeasurement {
  const input = { ...createEqualTenant(resources), catalogue: CATALOGUE, tool: 'bench' };
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const from = process.cpuUsage();
  const planned = planChanges(input);
  const spent = process.cpuUsage(from);
  const heapMb = (process.memoryUsage().heapUsed - heap) / 1e6;
  if (!planned.ok) throw new Error(JSON.stringify(planned.error[0]));
  return { resources, cpuMs: (spent.user + spent.system) / 1000, heapMb, operations: planned.value.operations.length };
}
