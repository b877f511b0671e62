/** What tells a hook in one language. All in lower case; a phrase of several words is written with spaces. */
export type CueWords = {
  questionStarts: readonly string[];
  /** What follows the first word of a question rather than of a clause: "when do", not "when you". */
  auxiliaries: readonly string[];
  contrast: readonly string[];
  secondPerson: readonly string[];
  superlatives: readonly string[];
  /** Words that promise a secret, a mistake, a warning. */
  stakes: readonly string[];
  numbers: readonly string[];
  /** A sentence that begins so leans on the one before. */
  leaning: readonly string[];
  /** Taken off the front of a title. */
  fillers: readonly string[];
  /** Function words, which say nothing of the subject. */
  stop: readonly string[];
};

const list = (words: string): string[] => words.split(/\s*,\s*/);

const english: CueWords = {
  questionStarts: list(
    "what, why, how, how many, how much, who, when, where, which, have you, do you, did you, are you, can you, would you, could you, should you, is it, is there, what if, ever wonder, ever wondered",
  ),
  auxiliaries: list(
    "do, does, did, is, are, was, were, can, could, would, should, will, have, has, had, if, don't, can't",
  ),
  contrast: list(
    "but, however, yet, instead, actually, the truth is, in fact, on the contrary, most people, everyone thinks, nobody tells, except",
  ),
  secondPerson: list("you, your, yours, you're, you'll, you've, yourself"),
  superlatives: list(
    "best, worst, biggest, smallest, greatest, fastest, easiest, hardest, most important, craziest, strangest, number one, ultimate, the most, ever seen, first time, only way",
  ),
  stakes: list(
    "secret, secrets, mistake, mistakes, truth, lie, lies, never, nobody, no one, warning, stop doing, danger, dangerous, shocking, shocked, insane, incredible, unbelievable, changed my life, changes everything, changed everything, regret, fail, failed, broke, lost everything, died, impossible, remember this, listen",
  ),
  numbers: list(
    "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, thousand, million, billion, percent, half, double, triple",
  ),
  leaning: list("and, because, which, so, then, or, also, he, she, it, they, that, this, those, these, him, them"),
  fillers: list(
    "and, so, well, um, uh, okay, ok, right, yeah, yes, like, you know, i mean, now, then, basically, because, also, anyway, alright",
  ),
  stop: list(
    "the, a, an, and, or, but, if, then, than, so, as, at, by, for, from, in, into, of, off, on, onto, out, over, to, up, with, without, about, i, me, my, mine, we, us, our, you, your, he, him, his, she, her, it, its, they, them, their, this, that, these, those, there, here, is, am, are, was, were, be, been, being, do, does, did, done, have, has, had, will, would, can, could, should, may, might, must, not, no, yes, very, really, just, also, too, only, what, which, who, when, where, why, how, all, any, some, more, most, much, many, such, own, same, other, i'm, it's, that's, don't, you're, we're, they're, going, gonna, get, got, like, well, know, thing, things, something, because, about, again, even, every, while, after, before, during",
  ),
};

const german: CueWords = {
  questionStarts: list(
    "was, warum, wieso, wie, wer, wann, wo, welche, wie viele, hast du, haben sie, weißt du, wissen sie, kennst du, bist du, kann man",
  ),
  auxiliaries: list(
    "ist, sind, war, waren, kann, können, hat, haben, hast, soll, sollte, muss, macht, wird, würde, passiert",
  ),
  contrast: list(
    "aber, jedoch, sondern, stattdessen, eigentlich, in wahrheit, tatsächlich, die meisten, trotzdem, dennoch",
  ),
  secondPerson: list("du, dein, deine, deinen, dir, dich, ihr, euch, ihnen"),
  superlatives: list(
    "beste, besten, schlimmste, größte, größten, kleinste, schnellste, wichtigste, wichtigsten, einzige, meisten, am besten, am meisten",
  ),
  stakes: list(
    "geheimnis, fehler, wahrheit, lüge, nie, niemals, niemand, warnung, gefahr, gefährlich, unglaublich, verrückt, unmöglich, gescheitert, verloren",
  ),
  numbers: list(
    "zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf, zwanzig, dreißig, vierzig, fünfzig, hundert, tausend, million, millionen, milliarde, milliarden, prozent, hälfte, doppelt",
  ),
  leaning: list("und, weil, dann, oder, auch, also, er, sie, es, das, dies, diese, dieser"),
  fillers: list("und, also, ja, naja, ähm, äh, gut, okay, nun, genau, so, dann"),
  stop: list(
    "der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, oder, aber, wenn, dann, als, wie, zu, zum, zur, von, vom, in, im, an, am, auf, aus, bei, mit, für, um, ich, mich, mir, mein, meine, wir, uns, du, dich, dir, er, ihn, ihm, sie, ihr, es, man, ist, sind, war, waren, sein, hat, haben, hatte, wird, werden, kann, nicht, kein, keine, auch, noch, nur, schon, so, da, hier, dass, weil, was, wer, wo, sehr, mehr, ganz, halt, eben, diese, dieser, dieses",
  ),
};

const spanish: CueWords = {
  questionStarts: list("qué, por qué, cómo, quién, cuándo, dónde, cuál, sabes, sabías, has, puedes, alguna vez"),
  auxiliaries: list("es, son, era, fue, hay, ha, has, puede, puedes, pasa, hace, significa, debo, debes"),
  contrast: list("pero, sin embargo, en realidad, en cambio, aunque, la verdad es, la mayoría"),
  secondPerson: list("tú, te, tu, tus, ti, usted, ustedes, contigo"),
  superlatives: list("mejor, mejores, peor, peores, mayor, más importante, más grande, único, única, el más, la más"),
  stakes: list(
    "secreto, secretos, error, errores, verdad, mentira, nunca, jamás, nadie, peligro, peligroso, increíble, imposible, fracaso, cuidado",
  ),
  numbers: list(
    "dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, veinte, treinta, cuarenta, cincuenta, cien, ciento, mil, millón, millones, por ciento, mitad, doble",
  ),
  leaning: list("y, porque, entonces, o, también, él, ella, ellos, eso, esto, esa, ese, que"),
  fillers: list("y, pues, bueno, eh, entonces, o sea, ya, así que, sí"),
  stop: list(
    "el, la, los, las, un, una, unos, unas, y, o, pero, si, de, del, a, al, en, con, por, para, sin, que, como, yo, me, mi, mis, tú, te, tu, él, ella, nos, se, su, sus, lo, le, les, es, son, era, fue, ser, está, están, hay, ha, han, he, no, sí, muy, más, ya, también, esto, eso, este, esta, ese, esa, qué, cuando, donde, porque, todo, todos, cosa, cosas",
  ),
};

const french: CueWords = {
  questionStarts: list(
    "pourquoi, comment, qui, quand, où, quel, quelle, est-ce que, qu'est-ce, savez-vous, sais-tu, avez-vous, as-tu, combien",
  ),
  auxiliaries: list("est, sont, était, a, ont, peut, peuvent, faire, fait, faut, est-ce, avez, as"),
  contrast: list("mais, pourtant, cependant, en fait, en réalité, au contraire, la plupart, la vérité"),
  secondPerson: list("tu, te, toi, ton, ta, tes, vous, votre, vos"),
  superlatives: list(
    "meilleur, meilleure, meilleurs, pire, plus grand, plus grande, plus important, seul, seule, le plus, la plus",
  ),
  stakes: list(
    "secret, secrets, erreur, erreurs, vérité, mensonge, jamais, personne, danger, dangereux, incroyable, impossible, échec, attention",
  ),
  numbers: list(
    "deux, trois, quatre, cinq, six, sept, huit, neuf, dix, vingt, trente, quarante, cinquante, cent, mille, million, millions, milliard, milliards, pourcent, moitié, double",
  ),
  leaning: list("et, parce, donc, alors, ou, aussi, il, elle, ils, elles, ça, cela, ce, qui, que"),
  fillers: list("et, donc, alors, euh, bon, bah, ben, voilà, oui, en fait, du coup, enfin"),
  stop: list(
    "le, la, les, un, une, des, du, de, d, et, ou, mais, si, à, au, aux, en, dans, avec, par, pour, sans, sur, que, qui, quoi, je, j, me, moi, mon, ma, mes, tu, te, il, elle, on, nous, vous, ils, elles, se, son, sa, ses, leur, ce, cet, cette, ces, c'est, est, sont, était, être, a, ai, ont, avoir, fait, pas, ne, plus, très, aussi, comme, tout, tous, là, y, bien",
  ),
};

const byLanguage = new Map([
  ["en", english],
  ["de", german],
  ["es", spanish],
  ["fr", french],
]);

const none: CueWords = {
  questionStarts: [],
  auxiliaries: [],
  contrast: [],
  secondPerson: [],
  superlatives: [],
  stakes: [],
  numbers: [],
  leaning: [],
  fillers: [],
  stop: [],
};

/** The cues of a language code such as `en` or `de-AT`; English where it is unknown, none for a language without a list. */
export function cueWordsOf(language: string | null): CueWords {
  if (language === null) return english;
  return byLanguage.get(language.toLowerCase().split("-")[0] ?? "") ?? none;
}
