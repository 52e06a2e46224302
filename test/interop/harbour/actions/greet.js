exports.onExecutePostLogin = async (event, api) => {
  if (event.user.name) api.user.setUserMetadata('greeted', true);
};
