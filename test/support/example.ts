import { readFileSync } from 'node:fs';

const NAMES = ['tenant.yaml', 'actions/customer-number.js', 'emails/invitation.html'];

/** The example with the files beside it, by their paths. */
export const EXAMPLE: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.map((name) => [name, readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8')]),
);
