import type { Address } from '../address.ts';
import type { Problem } from '../problem/problem.ts';
import type { ChangeOperation } from './operation.ts';
import { listChanges, type Plan } from './plan.ts';

/** A link for one person. It is a secret: whoever has it can set the password. */
export interface Ticket {
  readonly address: Address;
  readonly link: string;
  /** For how many seconds it is valid. */
  readonly seconds: number;
}

export const hasTicket = ({ requests }: Pick<ChangeOperation, 'requests'>): boolean => requests.some(({ ticket }) => ticket);

export const listTicketOperations = (plan: Plan): readonly ChangeOperation[] => listChanges(plan).filter(hasTicket);

/** Refuses a plan with tickets that nobody would receive: their links could not be made again. */
export function refuseUnreceivedTickets(plan: Plan, isReceived: boolean): readonly Problem[] {
  const operations = listTicketOperations(plan);
  const [first] = operations;
  if (!first || isReceived) return [];
  return [
    {
      code: 'guard-tickets',
      severity: 'error',
      message: `the plan sends ${operations.length === 1 ? `a ticket to ${first.address}` : `tickets to ${operations.length} users`}, and nothing receives the links`,
      ...(operations.length === 1 ? { place: { kind: 'address', address: first.address } } : {}),
      hint: 'Pass --tickets FILE to write the links to a new file, or --tickets-command PROGRAM to pass them to a program.',
    },
  ];
}
