"""What a clause can tell, and where in it the phrases for that stand."""

from enum import StrEnum


class Signal(StrEnum):
    """What a clause can tell; each is a table `[signals.…]` in a language's file."""

    POLITE = "polite"  # said around the request: "could you please"
    EXISTING = "existing"  # speaks of a picture that is there: "the background", "make it"
    CREATE = "create"  # asks for a new picture: "draw a", "an image of"
    FRESH = "fresh"  # the same although a picture is there: "start over"
    ORNAMENT = "ornament"  # decoration of text-to-image prompts: "highly detailed", "8k"
    DRAFT = "draft"  # quick and rough is enough
    DELIVERY = "delivery"  # final, for print, in 4K
    CLIP = "clip"  # asks for motion in words alone: "a video of"
    FILM = "film"  # the same with a story or a directed camera: "a short film about"
    MEDIUM = "medium"  # what kind of picture, behind a title or motto: "psychedelic poster"
    IDEA = "idea"  # begins as what is to be drawn does: "a fox"
    UNTOLD = "untold"  # begins with something that was not spoken of yet: "a fox", not "the fox"
    TOLD = "told"  # speaks of something that was: "the", "it"
    FOLLOW = "follow"  # can only be said of what is there, and not what to do: "also the white one"
    COURTESY = "courtesy"  # no request: "hello", "thanks"
    HELP = "help"  # asks what Easel can do: "help", "what can you do?"
    MODELS = "models"  # asks which models there are
    SETTINGS = "settings"  # asks what is set in the place, or wants it set
    FORGET = "forget"  # wants everything about the person removed
    VERIFY = "verify"  # asks for the Content Credentials of a file: "verify this"
    RETRACT = "retract"  # takes a step back: "undo that"
    AHEAD = "ahead"  # takes a step that was taken back again: "redo"
    MENDING = "mending"  # behind lettering that is wrong: “fix it”
    REMARK = "remark"  # says how a result is, before what to do about it: "too small, upscale it"
    JOINT = "joint"  # joins two wishes: "and", before a verb
    PASTE = "paste"  # puts a thing of one picture into another: "put the cat on the table"
    SPARE = "spare"  # leaves a place as it is: "everything except the sky"
    PLACE = "place"  # a place of a picture, without what is there: "the top left corner"
    RECOLOUR = "recolour"  # gives what was just changed a colour: "make it red"; opens: "make it"
    NEXT = "next"  # begins a further step: "then", "and then"
    VAGUE = "vague"  # begins with a verb that tells nothing: "make", "I'd love", "could you try"
    LOOKS = "looks"  # what is compared are looks, not models: "which style suits this?"
    SERIES = "series"  # one subject in several scenes: "in three scenes"; as hints, how one begins
    SAME = "same"  # the subject of a series: "the same"
    RECALL = "recall"
    RECOLLECT = "recollect"  # the same if such a result is there: "history of the fox"
    DESCRIBE = "describe"
    READ = "read"  # wants the text in the picture mended
    COMPARE = "compare"
    ANIMATE = "animate"
    CINEMATIC = "cinematic"
    UPSCALE = "upscale"
    CUTOUT = "cutout"
    REFRAME = "reframe"
    FORMATS = "formats"
    VARY = "vary"
    REFINE = "refine"
    RESTYLE = "restyle"
    EDIT = "edit"
    IMPERATIVE = "imperative"  # a verb that no list has, with its object: "deblur the image"


class Scope(StrEnum):
    """Where in a clause the phrases of a signal stand."""

    WHOLE = "whole"  # they are the clause
    BESIDE = "beside"  # they are the clause beside a picture; alone they describe one: "blue eyes"
    CHAIN = "chain"  # one or more of them are the clause: "wow, thanks, love it"
    OPENS = "opens"  # it begins with them
    ENDS = "ends"  # it ends with them
    ANYWHERE = "anywhere"
    HINTS = "hints"  # anywhere in a clause whose verb tells nothing: "I'd love to see this moving"
    # Phrases with which the clause does not give the signal after all:
    UNLESS = "unless"  # anywhere in it
    UNLESS_OPENS = "unless_opens"  # at its beginning
