"""Working days of a base, as dated data: parts between meals, rest, and what minors may do.

State of the rules (autumn 2026). Chinese law sets no turnaround for film crews: 劳动法 art. 36 sets 8 hours a day and
44 a week, art. 38 one day of rest a week; crews of micro-dramas really work 12 to 16 hours. No Chinese rule gives hours
for child actors (未成年人节目管理规定, 2019, forbids what harms their health and schooling). Elsewhere: SAG-AFTRA's
theatrical agreement 12 hours between dismissal and call; EU Directive 2003/88/EC art. 3 eleven hours in every 24;
California (8 CCR 11760) 4 hours of work a day for children of 6 to 8, none after 22:00.
"""

from __future__ import annotations

from fangcun.shoot.contracts import Calendar, Part, Prices

MICRO_DRAMA = Calendar(
    name="微短剧三段",
    parts=(
        Part("上午", start=7 * 60, minutes=300, overtime=30, night=False),
        Part("下午", start=13 * 60, minutes=330, overtime=30, night=False),
        Part("夜", start=19 * 60 + 30, minutes=240, overtime=60, night=True),
    ),
    rest_minutes=8 * 60,
    set_move_minutes=20,
    minor_minutes=4 * 60,
    km_per_hour=25,
    source="三段各在两餐之间：07:00–12:00、13:00–18:30、19:30–23:30；行业惯例收工到开工 8 小时；未成年人参照加州规则",
)
"""The default: three parts. Overtime leaves at least half an hour for each meal and ends the night by 00:30."""

RESTED = Calendar(
    name="十二小时休息",
    parts=(
        Part("上午", start=8 * 60, minutes=240, overtime=30, night=False),
        Part("下午", start=13 * 60, minutes=300, overtime=30, night=False),
        Part("夜", start=19 * 60, minutes=120, overtime=0, night=True),
    ),
    rest_minutes=11 * 60,
    set_move_minutes=20,
    minor_minutes=4 * 60,
    km_per_hour=25,
    source="欧盟 2003/88/EC 第 3 条：每 24 小时连续休息 11 小时",
)
"""A shorter day for crews that keep eleven hours of rest."""

CALENDARS = (MICRO_DRAMA, RESTED)

PRICES = Prices(
    set_move=30_000,  # 转场: a van and three hands for an hour
    overtime_minute=2_000,  # a crew of 30 at 40 yuan an hour
    night=150_000,  # generators, light, a second meal
    crew_day=2_000_000,  # a crew of 30 with its gear, rooms and meals: about 20,000 yuan
    change=20_000,  # a scene told anew to everybody
)
"""What plans are charged for, in fen: an assumption of this system, for a base to replace by its own tariff."""
