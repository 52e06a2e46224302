import type { Answer } from '../http/http-answer.ts';

/** An error of `/oauth/token`, whose bodies (RFC 6749) differ from those of the Management API. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }

  toAnswer = (): Answer => ({ status: this.status, body: { error: this.code, error_description: this.message } });
}

export const buildUnauthorizedClient = (): OAuthError => new OAuthError(401, 'access_denied', 'Unauthorized');
