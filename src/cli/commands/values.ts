import { InvalidArgumentError } from 'commander';
import { PERMISSIONS, type Permission } from '../../model/plan/plan.ts';

export function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('A number from 0 to 65535.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export function seconds(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  if (count === undefined || factor === undefined) throw new InvalidArgumentError('A number with s, m, h or d, such as 24h.');
  return Number(count) * factor;
}

export function permission(text: string, before: readonly Permission[] = []): readonly Permission[] {
  const known = PERMISSIONS.find((one) => one === text);
  if (!known) throw new InvalidArgumentError(`One of: ${PERMISSIONS.join(', ')}.`);
  return before.includes(known) ? before : [...before, known];
}

export const another = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

export function share(text: string): number {
  const value = Number(text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : text);
  if (!(value >= 0 && value < 1)) throw new InvalidArgumentError('A share from 0 to 0.99, or a percentage.');
  return value;
}

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A number above 0.');
  return value;
}

export function count(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number, such as 5.');
  return Number(text);
}
