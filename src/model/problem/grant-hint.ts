/** Says which scope the token lacks, any of `scopes`; none if the API did not name it. */
export const formatGrantHint = (scopes: readonly string[]): string =>
  `Grant ${scopes.join(' or ') || 'the scope'} to the application for the Auth0 Management API, then run it again.`;
