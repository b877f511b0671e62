/** A job, for the documentation of actions. */
export const exampleJobId = "0195504b-10c4-7f52-a6d3-8e4b90f1a753";
