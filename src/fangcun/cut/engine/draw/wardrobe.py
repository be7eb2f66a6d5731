"""The wardrobe: what each costume is made of, and its colours for one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import Rgb, darken, from_hls, lighten


@dataclass(frozen=True, slots=True)
class Cut:
    """How a costume is sewn. Names refer to the painters of ``costume``."""

    collar: str
    sleeve: str = "fitted"  # fitted | wide | short | puff
    lower: str = "trousers"  # trousers | skirt | robe | dress | gown
    details: tuple[str, ...] = ()
    hat: str | None = None
    pattern: str | None = None
    palette: str = "muted"


@dataclass(frozen=True, slots=True)
class Outfit:
    """A costume in the colours of one person."""

    key: str
    cut: Cut
    main: Rgb
    second: Rgb
    lower: Rgb
    trim: Rgb
    shoe: Rgb
    details: tuple[str, ...] = field(default=())


WARDROBE: dict[str, Cut] = {
    # of our time
    "suit": Cut("suit", details=("tie",), palette="suit"),
    "shirt": Cut("shirt", details=("placket",), palette="shirt"),
    "dress": Cut("scoop", "puff", "dress", details=("belt",), palette="dress"),
    "hoodie": Cut("hood", details=("pocket", "cords"), palette="bright"),
    "sweater": Cut("turtle", details=("knit",), palette="soft"),
    "tshirt": Cut("round", "short", palette="bright"),
    "jacket": Cut("zip", details=("zip", "chest_pockets"), palette="jacket"),
    "coat": Cut("lapel_long", lower="coat", details=("buttons",), palette="coat"),
    "blouse": Cut("bow", "puff", "skirt", palette="soft"),
    "office": Cut("suit", lower="pencil", details=("brooch",), palette="office"),
    "gown": Cut("strapless", "bare", "gown", details=("sparkle", "necklace"), palette="gown"),
    "wedding": Cut("strapless", "bare", "gown", details=("sparkle", "necklace", "veil"), palette="white"),
    "police": Cut("shirt", details=("tie", "epaulettes", "badge", "belt"), hat="police", palette="police"),
    "doctor": Cut("suit", lower="coat", details=("stethoscope", "pen"), palette="doctor"),
    "nurse": Cut("shirt", "short", "skirt", details=("pen",), hat="nurse", palette="nurse"),
    "patient": Cut("vneck", details=("stripes", "placket"), palette="patient"),
    "worker": Cut("shirt", details=("vest", "pocket"), hat="helmet", palette="worker"),
    "farmer": Cut("mandarin", details=("buttons", "chest_pockets"), palette="farmer"),
    "delivery": Cut("zip", details=("zip", "band"), hat="cap", palette="delivery"),
    "chef": Cut("mandarin", details=("double_buttons", "apron"), hat="chef", palette="white"),
    "waiter": Cut("shirt", details=("vest", "bowtie"), palette="waiter"),
    "bodyguard": Cut("suit", details=("tie", "earpiece"), palette="black"),
    "school": Cut("zip", details=("zip", "school_band"), palette="school"),
    "sport": Cut("round", "short", "shorts", details=("number",), palette="bright"),
    "elder": Cut("mandarin", details=("frogs", "medallions"), palette="elder"),
    "teacher": Cut("vneck", details=("undershirt", "knit"), palette="soft"),
    "pyjamas": Cut("vneck", details=("placket", "piping"), palette="soft"),
    "lawyer": Cut("suit", lower="robe", details=("tie",), palette="black"),
    "beggar": Cut("cross", "fitted", "trousers", details=("patches",), palette="rags"),
    # of the republic
    "qipao": Cut("mandarin", "short", "qipao", details=("frogs", "side_close"), pattern="flowers", palette="qipao"),
    "changshan": Cut("mandarin", "fitted", "robe", details=("frogs",), palette="changshan"),
    "student": Cut("mandarin", "wide_short", "skirt", details=("frogs",), palette="student"),
    "warlord": Cut(
        "mandarin", details=("buttons", "epaulettes", "belt", "strap", "medals"), hat="peaked", palette="warlord"
    ),
    # of old
    "hanfu": Cut("cross", "wide", "robe", details=("sash",), pattern="clouds", palette="hanfu"),
    "noble": Cut("cross", "wide", "robe", details=("sash", "pendant", "shawl"), pattern="flowers", palette="noble"),
    "court": Cut("round", "wide", "robe", details=("rank", "jade_belt"), hat="official", palette="court"),
    "emperor": Cut(
        "cross", "wide", "robe", details=("sash", "dragon"), hat="crown", pattern="clouds", palette="emperor"
    ),
    "armour": Cut("armour", "armour", "armour", details=("cape",), palette="armour"),
    "soldier": Cut("armour", "fitted", "armour", hat="soldier", palette="soldier"),
    "bride": Cut(
        "cross", "wide", "robe", details=("sash", "phoenix"), hat="phoenix", pattern="flowers", palette="bride"
    ),
    "maid": Cut("cross", "fitted", "robe", details=("sash",), palette="maid"),
    "servant": Cut("cross", "fitted", "trousers", details=("sash",), hat="cloth_cap", palette="servant"),
    "swordsman": Cut("cross", "bracer", "robe", details=("sash", "strap"), palette="dark"),
    "monk": Cut("cross", "wide", "robe", details=("beads",), palette="monk"),
    "peasant": Cut("cross", "fitted", "trousers", details=("sash", "patches"), hat=None, palette="peasant"),
}

_FALLBACK = {"modern": ("shirt", "blouse"), "republic": ("changshan", "qipao"), "ancient": ("hanfu", "hanfu")}

# Palettes: (main, second, lower) by hand; where hands would repeat, a hue is drawn.
_PALETTES: dict[str, tuple[tuple[Rgb, Rgb, Rgb], ...]] = {
    "suit": (
        (0x2E3750, 0xF6F3EE, 0x2A3248),
        (0x3A3A42, 0xEEF2F7, 0x33333B),
        (0x4A3F3A, 0xFBF3E6, 0x413733),
        (0x24443F, 0xF3F0E6, 0x203B37),
        (0x5A2F3A, 0xF8EFEA, 0x3A2730),
        (0x596273, 0xFFFFFF, 0x4E5665),
    ),
    "office": (
        (0xE9DCCB, 0xFFFFFF, 0x3A3A46),
        (0x2F3A56, 0xF7F1EC, 0x2B344C),
        (0xB9485A, 0xFFF7F0, 0x33303C),
        (0x8FA3B8, 0xFFFFFF, 0x434A5C),
        (0x5E4A6E, 0xF7EEF5, 0x3B3148),
    ),
    "coat": ((0xC9A57A, 0xF3EDE4, 0x40404C), (0x4B4E5E, 0xE8E4DE, 0x2D2D36), (0x8A4B45, 0xF6EBDD, 0x3A343C)),
    "police": ((0x6F93BE, 0xDCE8F4, 0x232B45), (0x2B3A63, 0xCBD8EA, 0x1F2740)),
    "doctor": ((0xF4F6F6, 0xA9CBD8, 0x5C6878), (0xF2F4F3, 0x9EC4B8, 0x58636D)),
    "nurse": ((0xF7D9DE, 0xFFFFFF, 0xF7D9DE), (0xCFE6EE, 0xFFFFFF, 0xCFE6EE)),
    "patient": ((0xE6EDF6, 0x8FA9CF, 0xE0E8F2),),
    "farmer": ((0x4B5F7E, 0x8FA0B4, 0x3B4252), (0x5E6650, 0xB2AE92, 0x44483C), (0x6E625A, 0xB8A894, 0x4A443F)),
    "worker": ((0x5F7896, 0xF08A2C, 0x44546B), (0x7A7566, 0xF0B72C, 0x55524A)),
    "delivery": ((0xF2B51F, 0x2D2D33, 0x35353D), (0x2A7FC9, 0xFFFFFF, 0x31343F)),
    "waiter": ((0xF5F3EE, 0x2C2B33, 0x2A2A31),),
    "black": ((0x26252C, 0xF1EFEA, 0x222127),),
    "white": ((0xF7F2EA, 0xFFFFFF, 0xEFE8DF),),
    "school": ((0xF2F4F7, 0x2F62A8, 0x2C4F8C), (0xF4F2EE, 0xB23A48, 0x34384A)),
    "elder": ((0x6E3036, 0xC9A24E, 0x37323A), (0x3E4A5E, 0xB9A26A, 0x33353E), (0x5A5347, 0xB79B62, 0x3B3733)),
    "rags": ((0x8B7A66, 0x6B5C4D, 0x6E6252),),
    "qipao": (
        (0x1F6A63, 0xE5C678, 0x1F6A63),
        (0x8E2438, 0xEAC77A, 0x8E2438),
        (0x3D4F86, 0xD8E0F0, 0x3D4F86),
        (0xC98FA0, 0xFBF0EC, 0xC98FA0),
        (0x2C2638, 0xD9B45F, 0x2C2638),
    ),
    "changshan": ((0x39475E, 0xE8E2D4, 0x39475E), (0x6B6670, 0xE8E2D4, 0x6B6670), (0x43352F, 0xE4D8C2, 0x43352F)),
    "student": ((0xA9C6DC, 0xFFFFFF, 0x272A3A),),
    "warlord": ((0x55583F, 0xC9A24E, 0x4A4D38), (0x4B5468, 0xD8B45A, 0x3F4758)),
    "hanfu": (
        (0x5E8E9E, 0xF2EDE0, 0xD9E4E2),
        (0xB86A7C, 0xFBEDE4, 0xF3D9D3),
        (0x7D6BA3, 0xF2ECF5, 0xDCD3EA),
        (0x56845F, 0xF3F0DF, 0xDCE6CF),
        (0xD19A4E, 0xFFF4DE, 0xF2DFBA),
        (0x3F5F92, 0xEAF0F7, 0xC9D7EA),
        (0xE8E2D6, 0x9DB4B0, 0xF3EEE4),
    ),
    "noble": (
        (0x8C2F4A, 0xF2D48C, 0xC9647A),
        (0x2D5D6B, 0xF0DDA6, 0x5E98A2),
        (0x6A3F7E, 0xF3D9A0, 0xA583B8),
        (0xC77B30, 0xFBE8BE, 0xE3B26C),
    ),
    "court": (
        (0x8E2A2E, 0xE8C66C, 0x8E2A2E),
        (0x2F4A78, 0xE8D08A, 0x2F4A78),
        (0x4E3A6E, 0xE2C778, 0x4E3A6E),
        (0x2F6B52, 0xE8D08A, 0x2F6B52),
    ),
    "emperor": ((0xD9A32C, 0x8E2A2E, 0xE6B84A), (0x2A2430, 0xC9972E, 0x332B3A)),
    "armour": ((0x7F8896, 0xB23A3A, 0x3A3540), (0x4C4F5E, 0x3D5C99, 0x2D2C36), (0xA38A5B, 0x7A2E33, 0x41342F)),
    "soldier": ((0x6A5B4C, 0x9A3A34, 0x453B36),),
    "bride": ((0xC22A2F, 0xF0C75E, 0xC22A2F),),
    "maid": ((0x9CC0A6, 0xF7F1E3, 0xE2EBD8), (0xE2A8A8, 0xFFF3EA, 0xF6DDD6), (0xA9B8D8, 0xF7F5F0, 0xDDE3F0)),
    "servant": ((0x6B7F8A, 0xE9E2D3, 0x4F5A62), (0x8A7355, 0xEFE3CC, 0x5F5142)),
    "dark": ((0x2B2C38, 0x8E2A2E, 0x24252F), (0x2E3F47, 0xB9C4C4, 0x27343B), (0x3D2F3F, 0xC0A060, 0x322735)),
    "monk": ((0xC9863A, 0x8E3A2A, 0xC9863A),),
    "peasant": ((0x8D7B5E, 0xD9CBB0, 0x5F5646), (0x6F7E86, 0xE2DBCB, 0x505A60), (0x9A6B4F, 0xE8D6BC, 0x5E4A3E)),
}

_HUES: dict[str, tuple[float, float]] = {  # lightness, saturation of the main cloth
    "muted": (0.5, 0.2),
    "shirt": (0.82, 0.38),
    "bright": (0.58, 0.55),
    "soft": (0.74, 0.38),
    "dress": (0.62, 0.42),
    "jacket": (0.36, 0.26),
    "gown": (0.42, 0.5),
}


def _colours(palette: str, rng: Random) -> tuple[Rgb, Rgb, Rgb]:
    hue, wobble = rng.random(), rng.uniform(-0.05, 0.05)
    rows = _PALETTES.get(palette)
    if rows:
        return rows[int(hue * len(rows))]
    light, sat = _HUES[palette]
    main = from_hls(hue, light + wobble, sat)
    return main, lighten(main, 0.75), from_hls(hue + 0.55, 0.3 + wobble, 0.18)


def costume_key(costume: str, *, sex: str, era: str) -> str:
    """``costume`` when the wardrobe has it, else what people of that era and sex wear."""
    if costume in WARDROBE:
        return costume
    return _FALLBACK.get(era, _FALLBACK["modern"])[sex == "女"]


def outfit_of(costume: str, *, sex: str, era: str, age: int, seed: int) -> Outfit:
    """The costume in one person's colours; unknown keys give what the era wears."""
    key = costume_key(costume, sex=sex, era=era)
    cut = WARDROBE[key]
    rng = chance("outfit", seed, key)
    main, second, lower = _colours(cut.palette, rng)
    trim = rng.choice((0xB23A48, 0x2F5E8C, 0x3F7A5E, 0xB9832F, 0x5E3F7A, 0x8C8C96))
    shoe = 0x2B2630 if era != "ancient" else 0x33262A
    details = tuple(d for d in cut.details if not (d == "tie" and sex == "女" and key == "suit"))
    if cut.lower == "trousers" and sex == "女" and key in {"suit", "maid"}:
        lower = darken(main, 0.12)
    return Outfit(key, cut, main, second, lower, trim, shoe, details)
