"""Who a person is to the pen: every trait follows from the character sheet alone, so it is the same in every panel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from fangcun.cut.contracts import Look
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import Rgb, darken, mix
from fangcun.cut.engine.draw.wardrobe import Outfit, outfit_of

SKINS: tuple[Rgb, ...] = (0xFFE6D4, 0xFDDFC8, 0xFAD7BC, 0xF4CBAA)
WEATHERED: tuple[Rgb, ...] = (0xEEC29B, 0xE5B48C, 0xF0C8A4)
EYES: tuple[Rgb, ...] = (0x5B3A2A, 0x46342E, 0x6B4A2C, 0x3D4A63, 0x4A3B5E, 0x37534F, 0x7A4A3A, 0x5A5F73)
HAIRS: tuple[Rgb, ...] = (0x2A2230, 0x231F2B, 0x33262A, 0x262A3A)
DYED: tuple[Rgb, ...] = (0x4A2F2A, 0x5E3B2C, 0x3B2E4A, 0x6E4A34, 0x442B35)
GREYS: tuple[Rgb, ...] = (0x8A8790, 0xA7A4AA, 0xD5D2D0)

_STYLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("男", "modern"): ("part", "fringe", "slick", "middle", "crop", "wolf"),
    ("女", "modern"): ("long", "wavy", "bob", "ponytail", "bun", "curtain", "shoulder"),
    ("男", "republic"): ("slick", "part", "middle"),
    ("女", "republic"): ("waves", "low_bun", "bob", "braids"),
    ("男", "ancient"): ("topknot_long", "crown", "topknot_band", "loose_long"),
    ("女", "ancient"): ("hairpin", "cloud", "side_bun", "half_up", "double_bun"),
}
_ELDERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("男", "modern"): ("slick", "bald", "crop"),
    ("女", "modern"): ("low_bun", "perm", "short"),
    ("男", "republic"): ("slick", "bald", "crop"),
    ("女", "republic"): ("low_bun", "low_bun", "perm"),
    ("男", "ancient"): ("topknot_band", "crown", "topknot_long"),
    ("女", "ancient"): ("low_bun", "cloud", "cloud"),
}
_CHILDREN: dict[str, tuple[str, ...]] = {"男": ("bowl", "crop", "fringe"), "女": ("pigtails", "double_bun", "bob")}
_BY_COSTUME: dict[str, dict[str, str]] = {
    "armour": {"男": "topknot_band", "女": "high_tail"},
    "soldier": {"男": "topknot_band", "女": "high_tail"},
    "noble": {"女": "cloud"},
    "emperor": {"男": "crown"},
    "police": {"男": "crop", "女": "low_bun"},
    "bodyguard": {"男": "crop"},
    "nurse": {"女": "low_bun"},
}


@dataclass(frozen=True, slots=True)
class Identity:
    """The traits of one person. Lengths are in units of 1/200 of the head's height."""

    name: str
    female: bool
    age: int
    child: bool
    elder: bool
    era: str
    skin: Rgb
    blush: Rgb
    eye: Rgb
    hair: Rgb
    hairstyle: str
    fringe: int
    part: int  # −1 or 1: the side on which the hair parts
    jaw: float  # scales the width of the jaw
    cheek: float
    chin: float
    square: float  # how far the corners of the jaw stand out, in units
    eye_size: float
    eye_round: float  # above 1 rounder, below longer and narrower
    eye_slant: float
    eye_gap: float
    brow_weight: float
    brow_arch: float
    nose: float
    mouth: float
    lips: float
    beard: str | None
    glasses: str | None
    mole: int
    height: float
    build: float
    accent: Rgb
    outfit: Outfit

    @property
    def shadow(self) -> Rgb:
        """The skin in shade: warmer, not greyer."""
        return mix(self.skin, 0xD98A7E, 0.42)


def _hairstyle(look: Look, rng: Random) -> str:
    """A style that fits era, sex, age and costume; costume decides where it must."""
    sex = "女" if look.sex == "女" else "男"
    key = (sex, look.era if (sex, look.era) in _STYLES else "modern")
    drawn = rng.random()
    fixed = _BY_COSTUME.get(look.costume, {}).get(sex)
    if fixed:
        return fixed
    if look.age < 13:
        pool: tuple[str, ...] = ("double_bun",) if look.era == "ancient" else _CHILDREN[sex]
    elif look.age >= 56:
        pool = _ELDERS[key]
    else:
        pool = _STYLES[key]
    return pool[int(drawn * len(pool))]


def _hair_colour(look: Look, rng: Random) -> Rgb:
    natural, dyed, grey = rng.choice(HAIRS), rng.choice(DYED), rng.choice(GREYS[1:])
    dye = rng.random()
    if look.age >= 68:
        return grey
    if look.age >= 52:
        return mix(natural, GREYS[0], 0.45 + 0.3 * dye)
    if look.era == "modern" and 15 < look.age < 45 and dye < 0.45:
        return dyed
    return natural


def _beard(look: Look, rng: Random) -> str | None:
    if look.sex != "男" or look.age < 25:
        return None
    drawn = rng.random()
    if look.era == "ancient":
        if look.age >= 55:
            return "long"
        return ("goatee" if drawn < 0.6 else "moustache") if look.age >= 36 else None
    if look.age >= 40:
        return "moustache" if drawn < 0.2 else "stubble" if drawn < 0.45 else None
    return "stubble" if drawn < 0.12 else None


@lru_cache(maxsize=512)
def identity_of(look: Look) -> Identity:
    """The identity that a character sheet describes; everything it leaves open is drawn from its seed."""
    rng = chance("identity", look.seed, look.name)
    female = look.sex == "女"
    child, elder = look.age < 13, look.age >= 56
    rural = look.costume in {"peasant", "worker", "beggar", "soldier"}
    skins = WEATHERED if rural or (elder and not female) else SKINS[:3] if female else SKINS
    skin = rng.choice(skins)
    soft = 1.05 if child else 0.94 if female else 1.03
    glasses_drawn = rng.random()
    glasses = None
    if look.era != "ancient" and not child:
        share = {"doctor": 0.5, "suit": 0.28, "teacher": 0.6, "changshan": 0.5}.get(look.costume, 0.16)
        if glasses_drawn < share:
            glasses = "round" if glasses_drawn < share / 3 or look.era == "republic" else "square"
    if look.costume == "bodyguard":
        glasses = "dark"
    size = (1.3 if female else 1.03) * (1.2 if child else 1.0) * (0.86 if elder else 1.0)
    shape = chance("shape", look.seed, look.name)
    grown = 0.62 + 0.38 * min(1.0, max(0.0, (look.age - 4) / 13))
    return Identity(
        name=look.name,
        female=female,
        age=look.age,
        child=child,
        elder=elder,
        era=look.era,
        skin=skin,
        blush=mix(skin, 0xF0646A, 0.5),
        eye=rng.choice(EYES),
        hair=_hair_colour(look, rng),
        hairstyle=_hairstyle(look, rng),
        fringe=rng.randrange(3),
        part=rng.choice((-1, 1)),
        jaw=soft * rng.uniform(0.88, 1.1) * (1.05 if elder else 1.0),
        cheek=rng.uniform(0.93, 1.06) * (1.05 if child else 1.0),
        chin=rng.uniform(-5, 7) - (10 if child else 0) + (0 if female else 3),
        square=0.0 if child else shape.uniform(-2.0, 2.5) if female else shape.uniform(0.0, 7.0),
        eye_size=size * rng.uniform(0.9, 1.1),
        eye_round=1.1 if child else shape.uniform(0.82, 1.12) if female else shape.uniform(0.76, 1.06),
        eye_slant=rng.uniform(-3.5, 5.5) * (1.0 if female else 0.8),
        eye_gap=rng.uniform(-2.5, 3.0),
        brow_weight=(0.75 if female else 1.4) * rng.uniform(0.72, 1.4),
        brow_arch=rng.uniform(0.5, 8.0) if female else rng.uniform(-1.5, 6.0),
        nose=rng.uniform(0.78, 1.28) * (0.7 if child else 0.9 if female else 1.1),
        mouth=rng.uniform(0.86, 1.18) * (0.82 if child else 0.95 if female else 1.08),
        lips=rng.uniform(0.75, 1.2) if female and not child else 0.0,
        beard=_beard(look, rng),
        glasses=glasses,
        mole=rng.choice((0, 0, 0, 0, 1, 2)),
        height=(0.95 if female else 1.02) * rng.uniform(0.97, 1.04) * grown * (0.96 if elder else 1.0),
        build=rng.uniform(0.94, 1.08) * (1.06 if elder else 1.0) * (1.0 if female else 1.03),
        accent=darken(rng.choice((0xD2483F, 0x2F8C7E, 0xC98A2B, 0x4E63B5, 0x9A4A87)), 0.05),
        outfit=outfit_of(look.costume, sex=look.sex, era=look.era, age=look.age, seed=look.seed),
    )


def wearing(look: Look, costume: str | None) -> Identity:
    """The person of a sheet in the costume of one scene: face, hair and body are the sheet's, the clothes are not."""
    who = identity_of(look)
    if not costume or costume == look.costume:
        return who
    return replace(who, outfit=outfit_of(costume, sex=look.sex, era=look.era, age=look.age, seed=look.seed))
