"""Short English tables: abbreviations in names, words that are values of coded columns, number words. The long lists are in words/."""

from __future__ import annotations

ABBREVIATIONS: dict[str, str] = {
    "qty": "quantity", "amt": "amount", "num": "number", "nbr": "number", "desc": "description", "dept": "department", "addr": "address", "cat": "category", "pct": "percent", "avg": "average",
    "tel": "telephone", "dob": "birth date", "fname": "first name", "lname": "last name", "mname": "middle name", "cust": "customer", "prod": "product", "emp": "employee", "mgr": "manager",
    "yr": "year", "dt": "date", "ts": "time", "temp": "temperature", "lat": "latitude", "lng": "longitude", "lon": "longitude", "stu": "student", "prof": "professor", "dest": "destination",
    "src": "source", "abbrev": "abbreviation", "org": "organization", "max": "maximum", "min": "minimum", "no": "number", "pop": "population", "acc": "account", "acct": "account", "inv": "invoice",
    "msg": "message", "img": "image", "lang": "language", "loc": "location", "pos": "position", "attr": "attribute", "seq": "sequence", "doc": "document", "ref": "reference", "tot": "total",
    "yn": "", "pctg": "percent", "perc": "percent", "std": "standard", "bldg": "building", "apt": "apartment", "rec": "record", "stmt": "statement", "txn": "transaction", "trans": "transaction",
    "dist": "distance", "dur": "duration", "freq": "frequency", "hrs": "hours", "mins": "minutes", "secs": "seconds", "uid": "id", "pk": "id", "cnt": "count", "hp": "horsepower", "mpg": "mpg",
    "advisor": "advisor", "pid": "id", "pet": "pet",
}

# Words whose meaning is a value of a flag or a coded column.
CODED: dict[str, tuple[str, ...]] = {
    "female": ("f", "female", "w", "woman"), "woman": ("f", "female", "w", "woman"), "girl": ("f", "female"), "male": ("m", "male", "man"), "man": ("m", "male", "man"), "boy": ("m", "male"),
    "women": ("f", "female", "w", "woman"), "men": ("m", "male", "man"),
    "american": ("usa", "us", "united states", "america", "united states of america"), "french": ("france",), "german": ("germany",), "british": ("uk", "united kingdom", "great britain"),
    "chinese": ("china",), "japanese": ("japan",), "canadian": ("canada",), "brazilian": ("brazil",), "italian": ("italy",), "spanish": ("spain",), "dutch": ("netherlands",),
    "mexican": ("mexico",), "indian": ("india",), "swedish": ("sweden",), "danish": ("denmark",), "norwegian": ("norway",), "russian": ("russia",), "australian": ("australia",),
    "america": ("usa", "us", "united states"), "usa": ("usa", "us", "united states"), "britain": ("uk", "united kingdom"), "uk": ("uk", "united kingdom"), "england": ("uk", "united kingdom"),
    "monday": ("mon", "monday", "mo"), "tuesday": ("tue", "tuesday", "tu"), "wednesday": ("wed", "wednesday", "we"), "thursday": ("thu", "thursday", "th"), "friday": ("fri", "friday", "fr"),
    "saturday": ("sat", "saturday", "sa"), "sunday": ("sun", "sunday", "su"),
}

NUMBER_WORDS: dict[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "fifty": 50, "hundred": 100, "dozen": 12, "once": 1, "twice": 2, "thousand": 1000,
}
