module.exports = { knots: (metresPerSecond) => metresPerSecond * 1.944 };
