import type { Answer } from '../http/http-answer.ts';

/** `/oauth/token` has error bodies of its own. */
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
