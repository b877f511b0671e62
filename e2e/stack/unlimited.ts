/** Tests send more than people do; what limits do is the subject of tests of their own. */
export const unlimited = {
  ACTION_DISPATCHER__LIMIT_SCALE: "100000",
  GATEWAY__LIMIT_SCALE: "100000",
};
