import type { Problem } from '../../model/problem/problem.ts';

/** A ticket as its receiver gets it: one line of JSON. */
export interface IssuedTicket {
  /** `users/Username-Password-Authentication|ada@acme.test` */
  readonly address: string;
  /** A secret: whoever has it can set the password. */
  readonly link: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** Receives the links of tickets. */
export interface TicketReceiver {
  /** Called before the first write of a plan with tickets. Returns why they could not be received. */
  open(): Promise<Problem | undefined>;
  /** Returns why the ticket was not delivered. Several may be delivered at once. */
  deliver(ticket: IssuedTicket): Promise<Problem | undefined>;
  close(): Promise<void>;
}
