"""Words cut to a common form, so that "categories", "Category" and "category" meet. The same rules run over questions and names."""

from __future__ import annotations

import re
from functools import lru_cache

IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "data": "data", "has": "have", "had": "have", "is": "is", "was": "was", "are": "are", "series": "series", "species": "species",
    "does": "do", "did": "do", "made": "make", "sold": "sell", "bought": "buy", "wrote": "write", "written": "write", "gave": "give", "given": "give", "took": "take", "taken": "take", "won": "win",
    "lost": "lose", "paid": "pay", "spent": "spend", "held": "hold", "ran": "run", "led": "lead", "left": "left", "news": "news", "status": "status", "address": "address", "this": "this", "its": "its",
    "his": "his", "us": "us", "always": "always", "less": "less", "unless": "unless", "plus": "plus", "versus": "versus", "vs": "vs", "gas": "gas", "bus": "bus", "campus": "campus", "focus": "focus",
    "ids": "id", "titled": "titled", "entitled": "entitled", "named": "named", "injuries": "injure", "injury": "injure", "deaths": "death", "business": "business", "class": "class", "analysis": "analysis", "basis": "basis", "indices": "index", "diagnoses": "diagnosis", "diagnosis": "diagnosis", "mice": "mouse", "shown": "show", "known": "known",
    "lives": "live", "movies": "movie", "died": "die", "tied": "tie", "shoes": "shoe", "cookies": "cookie", "being": "being", "during": "during", "nothing": "nothing", "string": "string", "king": "king",
    "thing": "thing", "spring": "spring", "wing": "wing", "ring": "ring", "morning": "morning", "evening": "evening", "bring": "bring", "sing": "sing", "sang": "sing", "sung": "sing", "exceeding": "exceeding", "rating": "rating",
    "shipping": "ship", "shipped": "ship", "building": "building", "according": "according", "regarding": "regarding", "earnings": "earnings", "sales": "sales", "sale": "sale", "goods": "good", "red": "red",
    "need": "need", "speed": "speed", "feed": "feed", "seed": "seed", "breed": "breed", "bred": "breed", "hundred": "hundred", "bed": "bed", "wed": "wed", "united": "united", "exceed": "exceed", "proceed": "proceed",
    "caused": "cause", "used": "use", "closed": "close", "released": "release", "purchased": "purchase", "increased": "increase", "decreased": "decrease", "based": "base", "leased": "lease", "raised": "raise",
    "grew": "grew", "fell": "fell", "rose": "rose", "takings": "takings", "minus": "minus", "missing": "missing", "ascending": "ascending", "descending": "descending", "starting": "starting", "ending": "ending",
    "beginning": "beginning", "containing": "containing", "leading": "leading", "increasing": "increasing", "decreasing": "decreasing", "following": "following", "living": "live", "wages": "wage", "axes": "axis",
    "expenses": "expense", "courses": "course", "houses": "house", "licenses": "license", "responses": "response", "nurses": "nurse", "cases": "case", "phases": "phase", "databases": "database", "horses": "horse",
    "purchases": "purchase", "warehouses": "warehouse", "releases": "release", "diseases": "disease", "bases": "base", "exercises": "exercise", "courses ": "course", "purposes": "purpose", "cruises": "cruise",
    "prizes": "prize", "sizes": "size", "quizzes": "quiz", "caches": "cache", "headaches": "headache", "aches": "ache", "enrolled": "enrol", "enroll": "enrol", "enrollment": "enrolment", "enrollments": "enrolment",
    "canceled": "cancelled", "cancelled": "cancelled", "hired": "hire", "acted": "act", "founded": "found", "cited": "cite", "rated": "rate", "dated": "date", "located": "locate", "created": "create", "graduated": "graduate",
    "operated": "operate", "associated": "associate", "priced": "price", "aged": "aged", "traded": "trade", "graded": "grade", "charged": "charge", "managed": "manage", "averages": "average", "loses": "lose",
    "driving": "drive", "drove": "drive", "driven": "drive", "flew": "fly", "flown": "fly", "hosted": "host", "costs": "cost", "costing": "cost", "taught": "teach", "teaches": "teach", "went": "go", "goes": "go", "gone": "go",
    "arriving": "arrive", "departing": "depart", "arrived": "arrive", "serving": "serve", "served": "serve", "serves": "serve", "writing": "write", "publishing": "publish", "giving": "give", "making": "make", "taking": "take",
    "having": "having", "cities": "city", "kept": "keep", "came": "come", "began": "begin", "chose": "choose", "chosen": "choose", "built": "build", "met": "meet", "sent": "send", "drew": "draw", "drawn": "draw", "born": "born",
    "grown": "grow", "buying": "buy", "selling": "sell", "earned": "earn", "declined": "declined", "decreased ": "decrease", "dropped": "dropped", "increased ": "increase", "compared": "compare", "moved": "move", "lying": "lie",
    "paying": "pay", "playing": "play", "staying": "stay", "carrying": "carry", "studying": "study", "attending": "attend", "ending ": "end", "including": "including", "excluding": "excluding", "owing": "owe", "uses": "use",
}
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The common form of one lower-case English word; anything that is no English word comes back as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    return _verb(_plural(word))


def _plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")):
        return word[:-1]
    return word


def _verb(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and _VOWEL.search(stem) and not word.endswith(("eed", "eeing")):
            return _stem(stem)
    return word


def _stem(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(("at", "iz", "ut", "uc", "ag", "rg", "ng", "rv", "iv", "as", "us", "os", "rs", "ns", "uir", "ar", "in", "dg", "id", "od", "ur", "bl", "pl", "tl", "cl", "gl", "lv", "nc", "rc", "ac", "ic", "ak", "ik", "ok", "yp", "ap", "ip")):
        return stem + "e" if stem not in _NO_E else stem
    return stem


_NO_E = {"train", "join", "contain", "obtain", "gain", "explain", "maintain", "repeat", "treat", "seat", "beat", "heat", "float", "focus", "discount", "avoid", "paid", "said", "raid", "aid", "clear", "appear", "bear", "wear",
         "year", "hear", "near", "fear", "visit", "begin", "belong", "bring", "sing", "ring", "hang", "sign", "mak", "look", "book", "cook", "speak", "break", "park", "work", "ask", "fak", "remain", "sustain", "retain", "attain",
         "ship", "equip", "own", "chat", "cut", "put", "input", "output", "soak", "leak", "sleep", "help", "map", "ban", "plan", "plat", "format", "combat", "benefit", "limit", "edit", "win", "spin", "begin", "coat", "boat",
         "out", "occur", "shout", "about", "strong", "long", "pass", "miss", "cross", "process", "access", "address", "dress", "discuss", "focus", "star", "war", "bar", "tour", "our", "four", "coin", "ruin", "skin", "pin", "load", "good"}


def lemmas(text: str) -> tuple[str, ...]:
    """The lemmas of a phrase."""
    return tuple(lemma(word) for word in re.findall(r"[^\W_]+", text.lower()))
