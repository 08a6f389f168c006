"""The independent verdicts, and the differences that are known.

A verdict is the normalised value, or None for a string that is turned down. A known difference has a name, and a test of
its own that must hold for the very string: it is never enough that a string belongs to a group.
"""

import re
from datetime import date

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr, personnummer, vat
from stdnum.util import clean


def tried(function, *arguments):
    try:
        return function(*arguments)
    except ValidationError:
        return None


# python-stdnum has no samordningsnummer: its date and its Luhn are put together here with 60 taken off the day.
def person_value(text):
    number = personnummer.compact(text)
    if len(number) not in (11, 13) or number[-5] not in "-+":
        raise ValidationError
    front, back = number[:-5], number[-4:]
    if not re.fullmatch("[0-9]+", front + back):
        raise ValidationError
    coordination = int(front[-2:]) > 60
    born = front if not coordination else f"{front[:-2]}{int(front[-2:]) - 60:02d}"
    day = personnummer.get_birth_date(f"{born}{number[-5]}{back}")
    if coordination:
        luhn.validate((front + back)[-10:])
    else:
        personnummer.validate(text)
    return f"{day.year:04d}{(front + back)[-8:]}"


def vat_value(text):
    return f"SE{vat.validate(text)}"


# Those below have no counterpart in the packages; they are written from the specification on stdnum's Luhn.
def giro_value(text, prefix, shortest):
    text = re.sub(rf"^\s*{prefix}[:.]*", "", clean(text), flags=re.IGNORECASE)
    if not re.fullmatch(r" *[0-9](?:[ \-]*[0-9])* *", text):
        raise ValidationError
    digits = re.sub("[ -]", "", text)
    number = digits.lstrip("0")
    if len(digits) > 10 or not shortest <= len(number) <= 8:
        raise ValidationError
    return luhn.validate(number)


def ocr_value(text):
    text = clean(text)
    number = re.sub("[ -]", "", text)
    if not re.fullmatch(r" *[0-9](?:[ \-]*[0-9])* *", text) or not 2 <= len(number) <= 25 or not number.strip("0"):
        raise ValidationError
    return luhn.validate(number)


def ocr_length_value(text):
    number = ocr_value(text)
    if int(number[-2]) != len(number) % 10:
        raise ValidationError
    return number


COUNTIES = {"01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", *(str(n) for n in range(17, 26))}


def municipality_value(text):
    number = clean(text, " ")
    if not re.fullmatch("[0-9]{3,4}", number):
        raise ValidationError
    number = number.zfill(4)
    if number[:2] not in COUNTIES or number[2:] == "00":
        raise ValidationError
    return number


PROPERTY = re.compile(r"(?:(?:kv\.?|kvarteret) +)?(.*?) +(?:(0*[1-9][0-9]{0,4}|s|ga|fs):)?0*([1-9][0-9]{0,4})", re.IGNORECASE)


def property_value(text):
    found = PROPERTY.fullmatch(re.sub(" *: *(?=[0-9]+$)", ":", clean(text).strip(" ")))
    if not found:
        raise ValidationError
    name, block, unit = found.groups()
    name = " ".join(name.upper().split())
    if not re.fullmatch(r"[0-9A-ZÅÄÖÉ'.:&/ -]*[A-ZÅÄÖÉ][0-9A-ZÅÄÖÉ'.:&/ -]*", name):
        raise ValidationError
    return f"{name} {block.upper().lstrip('0')}:{unit}" if block else f"{name} {unit}"


PEERS = {
    "person_no": lambda text: tried(person_value, text),
    "org_no": lambda text: tried(orgnr.validate, text),
    "vat_no": lambda text: tried(vat_value, text),
    "bankgiro": lambda text: tried(giro_value, text, "bg", 7),
    "plusgiro": lambda text: tried(giro_value, text, "pg", 2),
    "ocr": lambda text: tried(ocr_value, text),
    "ocr_length": lambda text: tried(ocr_length_value, text),
    "municipality_code": lambda text: tried(municipality_value, text),
    "property": lambda text: tried(property_value, text),
    "iban": lambda text: tried(iban.validate, text),
}


def stray_hyphen(text):
    return bool(re.match(r"^ *-|.*- *$", clean(text)))


def bare(text):
    return clean(text, " -.+:")


def person_explained(text, ours, peer):
    ascii_text = clean(text)
    number = bare(text)
    if ours is None and peer is not None:
        if ":" in text:
            return "colon between the digits"
        if number[-4:-1] == "000":
            return "birth number 000"
        if len(number) == 12 and number[:2] not in ("18", "19", "20"):
            return "century other than 18, 19, 20"
        front = clean(ascii_text, " ")[:-5]
        if re.search("[-+]", front) and not re.fullmatch(r"\d{6}|\d{8}|\d{4}-\d{2}-\d{2}", front):
            return "hyphen or plus sign in the wrong place"
    elif ours is not None and peer is None:
        # stdnum wants the sign as the fifth character from the end, without regard to a second one.
        once = re.sub("-+", "-", clean(ascii_text, " "))
        if once != clean(ascii_text, " ") and tried(person_value, once) == ours:
            return "two hyphens in a row"
    return None


def sole_trader(number):
    """A number whose last ten digits are those of a person, whatever the century."""
    if len(number) == 12:
        return number[:2] in ("18", "19", "20") and tried(person_value, number) is not None and number[-4:-1] != "000"
    return len(number) == 10 and tried(person_value, number) is not None and number[-4:-1] != "000"


def org_explained(text, ours, peer):
    number = bare(text)
    if ours is None and peer is not None:
        if "." in clean(text):
            return "full stop between the digits"
        if stray_hyphen(text):
            return "hyphen before the first or after the last digit"
        ten = peer if len(peer) == 10 else ""
        if ten and ten[2] in "01" and not sole_trader(ten):
            return "third digit below 2 and not a person"
        person = re.search(r"\d-", clean(text, " ")) and ten and ten[2] in "01"
        if person and person_explained(text, ours, tried(person_value, text)):
            return "person with the hyphen in the wrong place"
        if person and not re.fullmatch(r"\d{6}-?\d{4}", clean(text, " ")):
            return "person with the hyphen in the wrong place"
    elif ours is not None and peer is None:
        if len(number) == 12 and number.startswith("16") and orgnr.is_valid(number[2:]) and ours == number[2:]:
            return "16 in front of ten digits"
        if "+" in text and sole_trader(number) and ours == number[-10:]:
            return "sole trader of a hundred years, plus sign"
        if len(number) == 12 and sole_trader(number) and ours == number[-10:]:
            return "sole trader in twelve digits"
    return None


def vat_explained(text, ours, peer):
    if ours is None and peer is not None:
        if "." in clean(text):
            return "full stop between the digits"
        ten = peer[2:12]
        if ten[2] in "01" and not sole_trader(ten):
            return "third digit below 2 and not a person"
        if stray_hyphen(text):
            return "hyphen before the first or after the last digit"
        if not re.match(r"^ *(SE|[0-9])", clean(text), flags=re.IGNORECASE):
            return "hyphen or space inside SE"
        if re.match(r"^ *S[ -]+E", clean(text), flags=re.IGNORECASE):
            return "hyphen or space inside SE"
    return None


def iban_explained(text, ours, peer):
    if ours is None and peer is not None:
        if peer[2:4] in ("00", "01", "99"):
            return "check digits 00, 01 or 99, which ISO 7064 never gives"
        if not peer[2:4].isdigit():
            return "a letter among the check digits"
        if "." in clean(text):
            return "full stop between the characters"
    elif ours is not None and peer is None:
        if tried(lambda t: iban.validate(t, check_country=False), text) == ours:
            return f"a further national check digit inside the account ({ours[:2]})"
    return None


EXPLAINED = {
    "person_no": person_explained,
    "org_no": org_explained,
    "vat_no": vat_explained,
    "iban": iban_explained,
}


# Bank accounts: kontonummer answers yes or no. A known difference gives the string that kontonummer must accept (or turn
# down) for the explanation to hold; agree.py asks it.
def account_explained(text, ours, peer_ok, bank):
    """Name, a string for kontonummer, and the answer it must give; None when nothing explains the difference."""
    plain = clean(text)
    digits = re.sub("[^0-9]", "", plain)
    clearing, account = digits[:4], digits[4:]
    if ours == "bad":
        if re.sub("[-0-9 ,./:;]", "", plain):
            return "a letter or sign that kontonummer skips", digits, True
        if stray_hyphen(text):
            return "hyphen before the first or after the last digit", digits, True
        if not account.strip("0"):
            return "all digits of the account are zero", digits, True
        if clearing.startswith("8") and len(digits) == 16:
            return "Swedbank with eleven digits, which kontonummer accepts without saying which", digits, True
        return None
    if ours == "cannot" and not bank:
        return "cannot be checked: bank not in the table", digits, False
    if clearing.startswith("8"):
        return swedbank_explained(plain, digits, ours)
    if "Plusgirot" in bank:
        number = account.lstrip("0")
        if len(account) in (9, 10) and luhn.is_valid(number) == (ours == "ok"):
            name = "Plusgirot account of nine or ten digits"
            return name + (", cannot be checked" if ours == "cannot" else ""), clearing + number[-8:], True if len(number) <= 8 and ours == "ok" else None
    number = account.lstrip("0")
    if len(account) == 12:
        # Longer than seven digits: of type 2, where ten is the width of every bank but Handelsbanken.
        width = 7 if len(number) <= 7 and not bank.startswith("Handels") else 9 if bank.startswith("Handels") else 10
        return "account filled with zeros to twelve digits", clearing + number.zfill(width), True
    if bank in ("Sparbanken Syd", "Swedbank") and len(account) in (8, 9):
        return "short account filled with zeros", clearing + account.zfill(10), True
    return None


def swedbank_explained(plain, digits, ours):
    """kontonummer always takes five digits of clearing number and at least ten of account."""
    four, five = digits[:4], digits[:5]
    right_five = luhn.calc_check_digit(four)
    readings = []
    in_one_row = len(digits) == 14 and re.match(r"(?:[^0-9]*[0-9]){5}[0-9]", plain)
    if five[4:] == right_five and not in_one_row:
        readings.append(("Swedbank account of less than ten digits, filled with zeros", digits[5:]))
    readings.append(("Swedbank with four digits of clearing number", digits[4:]))
    for name, account in readings:
        number = account.lstrip("0")
        if not number or not (7 <= len(account) <= 10 or len(account) == 12 and len(number) <= 10):
            continue
        whole = four + right_five + number.zfill(10)
        if ours == "cannot":
            return "cannot be checked: Swedbank without a right check digit", whole, False
        if luhn.is_valid(number):
            return name, whole, True
    return None


def today_pivot():
    """stdnum reads ten digits by today's year."""
    return date.today().year
