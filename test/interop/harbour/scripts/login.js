function login(email, password, callback) {
  if (password !== configuration.CREW_KEY) return callback(new WrongUsernameOrPasswordError(email));
  callback(null, { user_id: email, email });
}
