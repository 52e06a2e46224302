exports.onExecuteCustomTokenExchange = async (event, api) => {
  api.authentication.setUserById(event.transaction.subject_token);
};
