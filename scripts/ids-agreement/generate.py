"""Right, nearly right and wrong strings per kind of identifier, from a fixed seed.

Invented personnummer take their birth numbers from 980 to 999, Skatteverket's test series, except where a wrong birth
number is the point.
"""

import random
from datetime import date, timedelta

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

HYPHENS = ["-", "-", "-", "\u2010", "\u2013", "\u2212"]
SPACES = [" ", " ", "\u00a0", "\u2009", "\u202f"]


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def with_check(body):
    return body + luhn.calc_check_digit(body)


def person(rng):
    """Twelve digits of a personnummer or samordningsnummer; one in eight has a date that may not exist."""
    day = date(1900, 1, 1) + timedelta(days=rng.randrange(46000))
    year, month, number = day.year, day.month, day.day
    odd = rng.random()
    if odd < 0.04:
        month, number = rng.randrange(0, 21), rng.randrange(0, 32)
    elif odd < 0.08:
        month, number = rng.choice([2, 4, 6, 9, 11, 2]), rng.randrange(28, 33)
    elif odd < 0.1:
        year = rng.choice([1600, 1700, 2100, 2200]) + rng.randrange(100)
    if rng.random() < 0.2:
        number += 60
    elif rng.random() < 0.02:
        number = rng.randrange(32, 100)
    serial = "000" if rng.random() < 0.02 else f"{rng.randrange(980, 1000)}"
    body = f"{year:04d}{month:02d}{number:02d}{serial}"
    return body + luhn.calc_check_digit(body[2:])


def person_text(rng):
    number = person(rng)
    form = rng.randrange(8)
    if form == 0:
        return number
    if form == 1:
        return f"{number[:8]}{rng.choice(HYPHENS)}{number[8:]}"
    if form == 2:
        return number[2:]
    if form == 3:
        return f"{number[2:8]}+{number[8:]}"
    if form == 4:
        return f"{number[:8]}{rng.choice(SPACES)}{number[8:]}"
    return f"{number[2:8]}{rng.choice(HYPHENS)}{number[8:]}"


def org(rng):
    """Ten digits: mostly legal persons, some sole traders, some that are neither."""
    kind = rng.random()
    if kind < 0.15:
        return person(rng)[2:]
    third = rng.choice("23456789") if kind < 0.93 else rng.choice("01")
    return with_check(rng.choice("2255567789013468") + digits(rng, 1) + third + digits(rng, 6))


def org_text(rng):
    number = org(rng)
    form = rng.randrange(7)
    if form == 0:
        return number
    if form == 1:
        return f"16{number[:6]}-{number[6:]}"
    if form == 2:
        return f"{number[:6]}{rng.choice(SPACES)}{number[6:]}"
    if form == 3:
        return person(rng)
    return f"{number[:6]}{rng.choice(HYPHENS)}{number[6:]}"


def vat_text(rng):
    number = org(rng)
    end = "01" if rng.random() < 0.9 else digits(rng, 2)
    form = rng.randrange(5)
    if form == 0:
        return f"SE{number[:6]}-{number[6:]}{end}"
    if form == 1:
        return f"{number}{end}"
    if form == 2:
        return f"se {number} {end}"
    return f"SE{number}{end}"


def bankgiro_text(rng):
    number = with_check(digits(rng, rng.choice([6, 7, 7, 7, 6, 5, 8])))
    form = rng.randrange(5)
    if form == 0:
        return number
    if form == 1:
        return number.zfill(10)
    if form == 2:
        return f"BG {number[:-4]}-{number[-4:]}"
    return f"{number[:-4]}{rng.choice(HYPHENS)}{number[-4:]}"


def plusgiro_text(rng):
    number = with_check(digits(rng, rng.choice([1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 9])))
    form = rng.randrange(5)
    if form == 0:
        return number
    if form == 1:
        return number.zfill(10)
    pairs = number[:-1]
    groups = [pairs[max(0, end - 2):end] for end in range(len(pairs), 0, -2)][::-1]
    text = f"{rng.choice(SPACES).join(groups)}{rng.choice(HYPHENS)}{number[-1]}"
    return f"PG {text}" if form == 2 else text


def ocr_text(rng):
    number = with_check(digits(rng, rng.choice([1, 3, 5, 7, 9, 11, 14, 17, 20, 24, 25, 26])))
    if rng.random() < 0.3:
        return " ".join(number[i:i + 5] for i in range(0, len(number), 5))
    return number


def ocr_length_text(rng):
    body = digits(rng, rng.choice([1, 2, 4, 6, 8, 9, 12, 18, 23, 24]))
    length = (len(body) + 2) % 10 if rng.random() < 0.7 else rng.randrange(10)
    return with_check(f"{body}{length}")


def municipality_text(rng):
    code = f"{rng.randrange(1, 27):02d}{rng.choice([0, 80, 81, 84, 14, 65, rng.randrange(100)]):02d}"
    return code[1:] if code[0] == "0" and rng.random() < 0.4 else code


NAMES = ["Stockholm", "Södermalm", "KRONAN", "Skoby", "berga", "Näsåker", "Östra", "GAMLA STADEN", "S:t Olof", "Åby",
         "Lövsta-By", "Idé", "Valla 2", "d'Orsay"]


def property_text(rng):
    name = rng.choice([" ", " ", "  "]).join(rng.choice(NAMES) for _ in range(rng.choice([1, 2])))
    front = rng.choice(["", "", "", "kv. ", "Kvarteret ", "KV "])
    block = rng.choice(["", "S:", "ga:", "x:", "0:"]) if rng.random() < 0.3 else f"{rng.randrange(1, 40)}:"
    if rng.random() < 0.1:
        block = block.replace(":", " : ")
    unit = str(rng.randrange(0, 300)) if rng.random() < 0.9 else digits(rng, rng.randrange(1, 8))
    return f"{front}{name}{rng.choice(SPACES)}{block}{unit}"


def iban_text(rng, patterns):
    country = "SE" if rng.random() < 0.4 else rng.choice(sorted(patterns))
    account = ""
    for count, kind in patterns[country]:
        alphabet = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "c": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}[kind]
        account += "".join(rng.choice(alphabet) for _ in range(count))
    odd = rng.random()
    if odd < 0.04:
        account = account[:-1]
    elif odd < 0.08:
        at = rng.randrange(len(account))
        account = account[:at] + rng.choice("A7") + account[at + 1:]
    elif odd < 0.1:
        country = rng.choice(["ZZ", "US", "S1", "II"])
    check = mod_97_10.calc_check_digits(account + country)
    if rng.random() < 0.05:
        twins = {"02": "99", "97": "00", "98": "01"}
        check = twins.get(check, check)
    number = f"{country}{check}{account}"
    form = rng.randrange(4)
    if form == 0:
        return " ".join(number[i:i + 4] for i in range(0, len(number), 4))
    return number.lower() if form == 1 else number


# One clearing number or more from every row of Bankgirot's table, and some between the rows.
CLEARING = [
    1100, 1199, 1200, 1399, 1400, 2099, 2300, 2399, 2400, 2499, 3000, 3299, 3300, 3301, 3399, 3400, 3409, 3410, 3499,
    3781, 3782, 3783, 3999, 4000, 4999, 5000, 5999, 6000, 6999, 7000, 7999, 8000, 8999, 9020, 9040, 9060, 9070, 9100,
    9120, 9124, 9130, 9149, 9150, 9169, 9170, 9180, 9189, 9190, 9230, 9250, 9260, 9270, 9280, 9300, 9349, 9390, 9460,
    9470, 9500, 9549, 9550, 9570, 9579, 9580, 9590, 9630, 9640, 9660, 9670, 9680, 9700, 9710, 9750, 9780, 9880, 9890,
    9960, 9969, 1000, 2100, 2299, 2999, 9000, 9125, 9350, 9450, 9690, 9999,
]


def account_length(rng, clearing):
    usual = 7
    if 6000 <= clearing <= 6999:
        usual = rng.choice([8, 9, 9])
    elif 8000 <= clearing <= 8999 or clearing in (3300, 3782, 9180, 9189, 9300, 9349, 9570, 9579, 9890):
        usual = 10
    elif clearing in (9500, 9549, 9960, 9969):
        usual = rng.randrange(2, 9)
    return usual if rng.random() < 0.9 else rng.randrange(1, 13)


def mod11_remainder(number):
    weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1]
    return sum(int(d) * w for d, w in zip(reversed(number), weights)) % 11


def account_text(rng):
    clearing = rng.choice(CLEARING) if rng.random() < 0.8 else rng.randrange(900, 10000)
    length = account_length(rng, clearing)
    account = digits(rng, length)
    # Most get a last digit that one of the methods calls right: 0 Luhn, 1 and 2 modulus 11, 3 leaves it to chance.
    head = account[:-1]
    usual = [1, 1, 2, 2, 1, 2, 0, 3] if length <= 7 else [1, 3] if 6000 <= clearing <= 6999 else [0, 0, 0, 3]
    method = rng.choice(usual)
    if method == 0:
        account = with_check(head) if head else account
    elif method < 3:
        for last in "0123456789":
            front = {1: f"{clearing:04d}"[1:], 2: f"{clearing:04d}"}[method] if length <= 7 else ""
            if mod11_remainder(front + (head + last).zfill(7)) == 0:
                account = head + last
                break
    text = f"{clearing:04d}"
    if 8000 <= clearing <= 8999 and rng.random() < 0.85:
        text = with_check(text) if rng.random() < 0.95 else text + digits(rng, 1)
        if rng.random() < 0.5:
            text = f"{text[:4]}-{text[4:]}"
    form = rng.randrange(4)
    if form == 0:
        return f"{text}, {account}"
    if form == 1:
        return f"{text} {account[:-4]} {account[-4:]}" if len(account) > 4 else f"{text} {account}"
    if form == 2:
        return f"{text}-{account}"
    return text + account


def spoil(rng, text):
    """One change that a hand or a program makes."""
    kind = rng.randrange(9)
    at = rng.randrange(len(text))
    if kind <= 2:
        return text[:at] + rng.choice("0123456789") + text[at + 1:]
    if kind == 3 and at:
        return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]
    if kind == 4:
        return text[:at] + text[at + 1:]
    if kind == 5:
        return text[:at] + rng.choice("0123456789") + text[at:]
    if kind == 6:
        return text[:at] + rng.choice(["-", " ", ".", "+", ",", ":"]) + text[at:]
    if kind == 7:
        return text[:at] + rng.choice("OIlSBxÅ/") + text[at + 1:]
    return rng.choice([text + ".0", " " + text + " ", text + "-", "-" + text, "", digits(rng, rng.randrange(1, 16))])


def strings(kind, count, seed, patterns):
    """`count` strings of a kind: six in ten as they are, the others with one change."""
    rng = random.Random(f"{seed}:{kind}")
    make = {
        "person_no": person_text,
        "org_no": org_text,
        "vat_no": vat_text,
        "bankgiro": bankgiro_text,
        "plusgiro": plusgiro_text,
        "ocr": ocr_text,
        "ocr_length": ocr_length_text,
        "iban": lambda r: iban_text(r, patterns),
        "municipality_code": municipality_text,
        "property": property_text,
        "bank_account": account_text,
    }[kind]
    for _ in range(count):
        text = make(rng)
        yield text if rng.random() < 0.6 or not text else spoil(rng, text)
