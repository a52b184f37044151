"""What people call lettering, and how they say what it is to read, in four languages."""

# What lettering is called, and what bears it.
NOUNS = (
    "text, texts, word, words, wording, lettering, writing, caption, title, heading, headline, "
    "header, subtitle, subheading, inscription, slogan, sign, signboard, board, banner, label, "
    "billboard, neon sign, text on the sign, text on the poster, text on the flyer, schrift, "
    "schriftzug, wort, aufschrift, beschriftung, überschrift, titel, schlagzeile, schild, "
    "etikett, texte, mot, titre, panneau, pancarte, enseigne, étiquette, texto, palabra, título, "
    "titular, encabezado, letras, cartel, letrero, rótulo, etiqueta"
)
# What bears lettering and much else: one of these alone heads a picture, “poster: NEON NIGHTS”.
BEARERS = (
    "poster, flyer, shirt, t-shirt, screen, mug, cup, cover, card, menu, picture, photo, image, "
    "plakat, hemd, tasse, karte, bild, affiche, carte, afiche, camiseta, taza, tarjeta, imagen"
)
# Lettering with figures in it: these alone are enough behind it.
NUMBERS = (
    "price, date, time, year, phone number, preis, datum, uhrzeit, jahr, prix, heure, année, "
    "precio, fecha, hora, año"
)
THE = (
    "the, this, that, my, our, a, another, one, der, die, das, den, dem, ein, eine, einen, im, "
    "am, le, la, les, du, un, une, mon, notre, el, los, las, una, mi, del, al"
)
THERE = (
    "there is, there's, theres, it has, has, i see, es gibt, da ist, es ist, ist, hat, il y a, y "
    "a, on a, a, hay, tiene, also"
)
MISTAKES = (
    "typo, mistake, spelling mistake, spelling error, misspelling, error, wrong word, wrong text, "
    "wrong spelling, tippfehler, rechtschreibfehler, schreibfehler, fehler, falsches wort, "
    "falscher text, faute, faute d'orthographe, faute de frappe, coquille, erreur, mauvais mot, "
    "errata, falta, falta de ortografía, error ortográfico, error de ortografía, palabra "
    "equivocada"
)
WRONG = (
    "has a typo, has a mistake, hat einen fehler, hat einen tippfehler, a une faute, tiene un "
    "error, tiene una errata, wrong, misspelled, misspelt, spelled wrong, spelt wrong, incorrect, "
    "not right, falsch, falsch geschrieben, faux, fausse, mal écrit, mal orthographié, mal "
    "escrito, mal, incorrecto, equivocado"
)
IS = "is, are, ist, sind, est, sont, está, es, has, hat, a, tiene"
ON = "on, in, of, at, onto, auf, im, am, ins, aufs, sur, dans, en, de, du, del"
SAYS = "says, said, reads, say, shows, steht, sagt, dit, indique, dice, pone"
WHERE_IT_SAYS = (
    "auf dem schild steht, auf dem plakat steht, da steht, dort steht, it says, es steht, ça dit, "
    "sur le panneau il y a, il est écrit, dice, pone"
)
IT = "it, that, this, they, es, das, da, ça, cela, il, esto, eso, lo"
# What stands between the old words and the new, or before the new where a mistake was told.
SHOULD = (
    "should be, should say, should read, must be, must say, must read, needs to say, has to say, "
    "ought to be, ought to say, is supposed to say, is meant to say, is, 's, richtig ist, richtig "
    "wäre, ist, devrait être, devrait dire, doit être, doit dire, est, c'est, debería ser, "
    "debería decir, debe ser, debe decir, tiene que decir, es"
)
# The same, of which none can be said of what is there: “SALE is RED”.
SURELY = (
    "should be, should say, should read, must be, must say, must read, needs to say, has to say, "
    "ought to be, ought to say, is supposed to say, is meant to say, devrait être, devrait dire, "
    "doit être, doit dire, debería ser, debería decir, debe ser, debe decir, tiene que decir"
)
# In German the verb comes last: “es muss SOLDES heißen”.
MUSS = "muss, müsste, soll, sollte"
HEISSEN = "heissen, heißen, lauten, stehen, sein"
AND = "and, but, und, aber, sondern, et, mais, y, pero, sino"
NOT = (
    "not, and not, instead of, rather than, nicht, und nicht, statt, pas, et pas, au lieu de, no, "
    "y no, en vez de"
)
INSTEAD = (
    "instead of, rather than, statt, anstatt, anstelle von, au lieu de, plutôt que, en vez de, en "
    "lugar de"
)
WRITE = (
    "write, put, print, letter, schreib, schreibe, setz, setze, écris, écrivez, écrire, mets, "
    "escribe, escribir, pon"
)
CORRECT = (
    "correct, fix, korrigiere, korrigier, verbessere, berichtige, corrige, corriger, rectifie, "
    "corregir, rectifica"
)
TO = "to, into, as, zu, in, en, par, a, por"
PLEASE = (
    "please, thanks, thank you, bitte, danke, merci, s'il te plaît, s'il vous plaît, por favor, "
    "gracias, instead"
)
MAKE = "make, set, mach, setz, mets, fais, haz, pon"
