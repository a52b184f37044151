"""What a channel should take by default, as people say it: "from now on always 16:9"."""

import re

from core.phrases import unaccented

_THE = r"(?:(?:the|my|our|all|die|den|meine|unsere|les|le|mes|nos|tous|los|el|mis|todos) )*"
_SETTINGS = (
    r"(?:settings?|defaults?|default settings|(?:vor|standard)?einstellung(?:en)?|standardwerte"
    r"|reglages?|parametres?|valeurs par defaut|ajustes?|configuracion|valores por defecto)"
)
_RESET = re.compile(
    rf"(?:reset|clear|restore|setze?|reinitialise[rz]?|efface[rz]?|remets|restablece[r]?|reinicia[r]?"
    rf"|borra[r]?) {_THE}{_SETTINGS}(?: zuruck| a zero| to (?:the )?defaults?)?"
    rf"|{_THE}{_SETTINGS} zurucksetzen|(?:go )?back to {_THE}(?:defaults?|default settings)"
    rf"|zuruck zu den (?:vor|standard)einstellungen"
)
# What can mean nothing but a default; what follows has to be one.
_SURE = (
    r"(?:set|change|make|put) (?:the|my|our) (?:default|usual)"
    r"(?: (?:count|number|ratio|format|model))?(?: of (?:pictures|images|variants))?(?: to| =|:)"
    r"|from now on,? (?:always|only)"
    r"|(?:setze?|stelle?|andere) (?:den|die|das) (?:standard|voreinstellung)\w* (?:auf|zu)"
    r"|(?:ab (?:jetzt|sofort)|von (?:jetzt|nun) an|kunftig),? (?:immer|nur)"
    r"|(?:mets|regle|change) (?:la valeur|le nombre|le format|le modele|le reglage)"
    r" par defaut (?:a|sur|en)"
    r"|(?:desormais|dorenavant|a partir de maintenant),? (?:toujours|seulement)"
    r"|(?:pon|cambia|ajusta) (?:el valor|el numero|el formato|el modelo|la cantidad)"
    r" (?:por defecto|predeterminad[oa]) (?:a|en)"
    r"|(?:a partir de ahora|de ahora en adelante|desde ahora),? (?:siempre|solo)"
)
_MAYBE = (
    r"from now on|in (?:the )?future|by default|always|ab (?:jetzt|sofort)|von (?:jetzt|nun) an"
    r"|kunftig|standardma(?:ss|ß)ig|immer|desormais|dorenavant|a partir de maintenant"
    r"|par defaut|toujours|a partir de ahora|de ahora en adelante|desde ahora|por defecto|siempre"
)
_DOES = (
    r"(?:(?:please|bitte|make|give me|draw|use|show|show me|take|mach|mache|zeig|nimm|fais"
    r"|donne moi|utilise|haz|dame|usa|always|only|immer|toujours|siempre|me|the|in|im|en|au|a) )*"
)
_LED = re.compile(rf"(?P<sure>{_SURE}),?:? (?P<said>.+)|(?:{_MAYBE}),?:? (?P<rest>.+)")
_ENDED = re.compile(rf"(?P<rest>.+?),? (?:{_MAYBE})")
_MODEL = re.compile(r"(?:model|modell|modele|modelo) (\S+)")
_PICTURES = (
    r"(?:pictures?|images?|variants?|variations?|bild(?:er)?|varianten?|variantes?|imagen(?:es)?)"
    r"(?: (?:each|each time|every time|at a time|per request|pro anfrage|jedes mal|a la fois"
    r"|cada vez))?"
)
_RATIO = re.compile(r"(\d+:\d+)(?: (?:format|ratio|pictures|images|bilder|formato))?")
_SQUARE = re.compile(
    r"square(?:s| pictures| images)?|quadratisch(?:e bilder)?|carree?s?|cuadrad[oa]s?"
)
_NUMBERS = (
    "one|ein|eine|eins|un|une|uno|una two|zwei|deux|dos three|drei|trois|tres "
    "four|vier|quatre|cuatro five|funf|cinq|cinco six|sechs|seis seven|sieben|sept|siete "
    "eight|acht|huit|ocho nine|neun|neuf|nueve"
)
_COUNTS = {
    word: number for number, words in enumerate(_NUMBERS.split(), 1) for word in words.split("|")
}
_COUNT = re.compile(rf"(\w+) {_PICTURES}")
_JOINT = re.compile(r" (?:and|und|et|y|in|im|en) |, ?")


def as_settings(words: str) -> str | None:
    """`words` as a command says them ("count 3 ratio 16:9", "reset"); None where they set nothing.

    Empty where something is surely to be set, and it is nothing that can be.
    """
    text = " ".join(unaccented(words).strip(" .!").split())
    if "@" in text:  # a set's own words, not those of the channel
        return None
    if _RESET.fullmatch(text):
        return "reset"
    led = _LED.fullmatch(text) or _ENDED.fullmatch(text)
    if led is None:
        return None
    fields = led.groupdict()
    said = fields.get("said") or fields["rest"]
    named = [_named(one) for one in _JOINT.split(_bare(said))]
    if all(named):
        return " ".join(named)
    if fields.get("sure"):
        return f"count {number}" if (number := _number(said)) else ""
    return None


def _bare(said: str) -> str:
    found = re.match(_DOES, f"{said} ")
    return said[found.end() :] if found else said


def _named(said: str) -> str:
    """What one part of the words sets: "3 pictures" is "count 3"; empty where nothing."""
    if found := _RATIO.fullmatch(said):
        return f"ratio {found[1]}"
    if _SQUARE.fullmatch(said):
        return "ratio 1:1"
    if found := _MODEL.fullmatch(said):
        return f"model {found[1]}"
    found = _COUNT.fullmatch(said)
    return f"count {number}" if found and (number := _number(found[1])) else ""


def _number(said: str) -> str:
    return said if said.isdecimal() else str(_COUNTS.get(said, ""))
