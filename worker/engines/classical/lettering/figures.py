"""Figures, prices and dates, as they stand in a line of lettering."""

import re

FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
MONEY = re.compile(
    r"[€$£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|\$|¥|EUR|USD|GBP|CHF|kr\b|zł)"
    r"|\b\d{1,4}[.,]\d{2}\b(?![.:/]\d)"
)
_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|mars|avr|juin"
    r"|juil|août|déc|ene|abr|ago|dic)\w*"
)
_WEEKDAY = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo),?\s+)?"
)
DAY = re.compile(
    rf"\b{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH}|{_MONTH}\.?\s+\d{{1,2}}"
    r"|\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?)\b",
    re.IGNORECASE,
)

TIME = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b)|\b\d{1,2}\s?[:h]\s?\d{2}\b|\b\d{1,2}\s?h\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def figures_for(text: str, new: str) -> str:
    """What of a line its figures are that `new` ones take the place of; empty where it has none.

    With its currency where `new` names one: “12 €” of “Tickets 12 € at the door”.
    """
    money = MONEY.search(text) if MONEY.search(new) else None
    found = money or FIGURES.search(text)
    return found[0] if found else ""
