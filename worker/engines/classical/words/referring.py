"""What “it” is that is to be taken out: “I don't like the spoon, take it away”."""

import re

# “it”, and what is left of a verb that ends in one or is parted: “nimm ihn weg”, “enlève-la”.
_IT = re.compile(
    r"(?:it|that|this|them|those|ihn|sie|es|das|die|den|la|le|les|lo|los|las|ca|cela|eso|esto)?"
    r"(?: (?:away|out|off|weg|raus|heraus|da))?(?: (?:please|now|bitte|jetzt|mal|por favor))?"
)
_THING = re.compile(
    r"\b(?:the|this|that|my|his|her|our|der|die|das|den|dem|dieser|diese|dieses|diesen|mein|meine"
    r"|le|la|les|l|ce|cet|cette|mon|ma|el|los|las|este|esta|ese|esa|mi) (?P<named>\w.*)"
)
# What goes on behind a thing: “the red cup | bothers me”, “la tasse | me gêne”.
_ON = re.compile(
    r" (?:is|are|was|has|have|looks?|bothers?|annoys?|disturbs?|distracts?|does|doesn|should|must"
    r"|there|here|at all|anymore|any more|and|so|too"
    r"|ist|sind|stort|storen|gefallt|gefallen|passt|muss|sieht|nervt|nicht|hier|da|und"
    r"|est|sont|me|m|gene|genent|derange|derangent|ne|n|et|ici|doit"
    r"|es|esta|estan|son|molesta|molestan|sobra|sobran|no|y|aqui)\b.*"
)


def referred(before: str, named: str) -> str:
    """The thing that folded words `before` a verb name, where those behind it only say “it”.

    Empty where `named` says more than that, or nothing is named before.
    """
    thing = _THING.search(before) if _IT.fullmatch(named.strip()) else None
    if thing is None:
        return ""
    return f"the {_ON.sub('', thing['named']).strip()}"
