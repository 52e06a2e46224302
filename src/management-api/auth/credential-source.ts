/** Where the credentials of a tenant come from. `clientId`: written beside the source, because it is not secret. */
export type CredentialSource =
  /** Environment variables `AUTH0_CLIENT_ID`, … whose names begin with `prefix`, which may be empty. */
  | { readonly kind: 'variables'; readonly prefix: string; readonly clientId?: string }
  /** An open file descriptor. */
  | { readonly kind: 'descriptor'; readonly fd: number; readonly clientId?: string }
  /** The output of a program, which is started without a shell. */
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly clientId?: string };
