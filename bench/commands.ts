import { fileURLToPath } from 'node:url';
import { writeDefinition } from './definition-files.ts';

const EXAMPLE = fileURLToPath(new URL('../examples/tenant.yaml', import.meta.url));

/** What is wanted of a command. Docs: docs/performance.md. */
export interface Wanted {
  /** CPU at most, in calibrations. */
  readonly cpu?: number;
  /** Memory at most, in MB. */
  readonly mb?: number;
  /** Requests per second at least. */
  readonly rate?: number;
}

export interface MeasuredCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** Whether it works on the tenant of the bench: an emulator without limits, in another process. */
  readonly onTenant?: boolean;
  readonly wanted: Wanted;
}

/** The commands to measure, in an order in which later ones find what earlier ones made. Writes their files into `folder`. */
export function listCommands(folder: string): readonly MeasuredCommand[] {
  const medium = writeDefinition(folder, 10_000);
  const large = writeDefinition(folder, 100_000);
  const apply = ['apply', medium, '--yes', '--headroom', '0'];
  return [
    { name: 'tenon --help', args: ['--help'], wanted: { cpu: 0.5 } },
    { name: 'validate, an example', args: ['validate', EXAMPLE], wanted: { cpu: 1 } },
    { name: 'plan --emulator, an example', args: ['plan', EXAMPLE, '--emulator'], wanted: { cpu: 1.5 } },
    { name: 'validate, 10,000 resources', args: ['validate', medium], wanted: { cpu: 6, mb: 150 } },
    { name: 'plan --against itself, 10,000', args: ['plan', medium, '--against', medium], wanted: { cpu: 13, mb: 240 } },
    { name: 'validate, 100,000', args: ['validate', large], wanted: { mb: 1_000 } },
    { name: 'plan --against itself, 100,000', args: ['plan', large, '--against', large], wanted: { mb: 1_000 } },
    { name: 'plan, 10,000 to create', args: ['plan', medium], onTenant: true, wanted: {} },
    { name: 'apply, 10,000 to create', args: apply, onTenant: true, wanted: { mb: 300, rate: 250 } },
    { name: 'plan, 10,000 equal', args: ['plan', medium], onTenant: true, wanted: {} },
    { name: 'export, 10,000', args: ['export', '--out', 'exported'], onTenant: true, wanted: {} },
  ];
}
