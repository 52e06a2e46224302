/**
 * Tokens say which customer a person logs in for, by the number in our CRM.
 *
 * @param {Event} event
 * @param {PostLoginAPI} api
 */
exports.onExecutePostLogin = async (event, api) => {
  const number = event.organization?.metadata?.crm;
  if (number) api.accessToken.setCustomClaim('https://cargo.example/customer', number);
};
