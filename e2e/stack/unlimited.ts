/** Tests send more actions than people do; what the limits do is the subject of tests of their own. */
export const unlimited = { ACTION_DISPATCHER__ACTION_LIMITS_SCALE: "100000" };
