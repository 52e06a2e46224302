exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('https://harbour.example/tide', event.stats.logins_count % 2 === 0 ? 'ebb' : 'flood');
};
