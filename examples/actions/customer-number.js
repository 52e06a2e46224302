/**
 * Adds the CRM number of the customer that the user logs in for to the access token.
 *
 * @param {Event} event
 * @param {PostLoginAPI} api
 */
exports.onExecutePostLogin = async (event, api) => {
  const number = event.organization?.metadata?.crm;
  if (number) api.accessToken.setCustomClaim('https://cargo.example/customer', number);
};
