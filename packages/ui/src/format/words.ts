/** Names of the contracts in words, for whoever shows them outside of forms. */
export { wordsOf as inWords } from "../form/words.ts";
