import { InvalidArgumentError } from 'commander';
import { PERMISSIONS, type Permission } from '../../model/plan/plan.ts';

export function parsePort(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export function parseSeconds(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  if (count === undefined || factor === undefined)
    throw new InvalidArgumentError('Expected a number with s, m, h or d, such as 24h.');
  return Number(count) * factor;
}

export function parsePermission(text: string, earlier: readonly Permission[] = []): readonly Permission[] {
  const known = PERMISSIONS.find((permission) => permission === text);
  if (!known) throw new InvalidArgumentError(`Expected one of: ${PERMISSIONS.join(', ')}.`);
  return earlier.includes(known) ? earlier : [...earlier, known];
}

export const appendValue = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text];

export function parseShare(text: string): number {
  const value = Number(text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : text);
  if (!(value >= 0 && value < 1)) throw new InvalidArgumentError('Expected a share from 0 to 0.99, or a percentage.');
  return value;
}

export function parsePositiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

export function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 5.');
  return Number(text);
}

/** The API refuses to read more of a list of people in pages with a total. */
const MAX_PEOPLE = 1000;

export function parsePeopleLimit(text: string): number {
  const value = parseCount(text);
  if (value < 1 || value > MAX_PEOPLE) throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_PEOPLE}.`);
  return value;
}

/** Whether a switch is on: by its flag, or by an environment variable where the command line cannot be changed. */
export const isSwitchedOn = (flag: boolean | undefined, variable: string | undefined): boolean =>
  flag === true || !['', '0', 'false'].includes(variable ?? '');
