function countTheGulls(user, context, callback) {
  callback(null, user, context);
}
