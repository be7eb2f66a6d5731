"""Plans with rows, for tests and benchmarks of the board: small ones told scene by scene, large ones from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime

from fangcun.base.api import blobs
from fangcun.base.contracts import Actor
from fangcun.kit import digest
from fangcun.park.models import Crew
from fangcun.shoot.contracts import CrewJob, Part, Performer, Place, PlanState, Prices, Problem, Role, SceneJob
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.exchange import problem_to_json
from fangcun.shoot.models import Placement, Plan, Shoot, Strip
from fangcun.write.models import Draft, Production

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
FIRST_DAY = date(2026, 12, 1)
PARTS = (
    Part("上午", 7 * 60, 270, 60, night=False),
    Part("下午", 12 * 60 + 30, 330, 60, night=False),
    Part("夜", 19 * 60, 240, 90, night=True),
)


@dataclass(frozen=True)
class Rows:
    """A plan in the database: its id, its shoots, and its strips by (crew, key)."""

    plan_id: int
    shoots: tuple[int, ...]
    strips: dict[tuple[int, str], int]


def two_crews() -> tuple[Problem, list[int]]:
    """Two crews that share a courtyard and an actor, three days; and slots that keep them apart."""
    places = (Place("民国院子", day_cost=80_000), Place("总裁办公室"), Place("古城街", site=1, closed=(6,)))
    people = (Performer("苏晚"), Performer("陈默"), Performer("小满", day_minutes=240, no_night=True))
    first = CrewJob(
        "归来的绣娘",
        (Role("沈青", 0, 300_000), Role("周妈", 1, 60_000)),
        (
            SceneJob("1-1", 0, 90, night=False, exterior=False, roles=(0, 1)),
            SceneJob("1-2", 0, 60, night=False, exterior=True, roles=(0,)),
            SceneJob("1-3", 1, 80, night=False, exterior=False, roles=(1,)),
            SceneJob("2-1", 2, 100, night=True, exterior=True, roles=(0,)),
        ),
    )
    second = CrewJob(
        "总裁的秘密",
        (Role("顾总", 0, 280_000), Role("孩子", 2, 50_000)),
        (
            SceneJob("1-1", 1, 120, night=False, exterior=False, roles=(0,)),
            SceneJob("1-2", 0, 100, night=False, exterior=False, roles=(0, 1)),
        ),
    )
    problem = Problem(
        "两组",
        3,
        PARTS,
        places,
        people,
        (first, second),
        Prices(set_move=30_000, overtime_minute=2_000, night=50_000, crew_day=200_000),
        travel=((0, 20), (20, 0)),
        set_move_minutes=20,
        rest_minutes=600,
        starts_on=FIRST_DAY,
    )
    return problem, [0, 0, 1, 2, 3, 4]


def many_crews(crews: int = 10, scenes: int = 200, *, seed: int = 5) -> tuple[Problem, list[int]]:
    """A busy base of ``crews`` × ``scenes`` on 160 sets, placed by the light of each scene and nothing else."""
    chance = random.Random(seed)
    days = max(7, scenes // 12)
    places = tuple(
        Place(f"{chance.choice(_LOOKS)}{chance.choice(_ROOMS)} {n + 1:03}", site=n % 6, day_cost=40_000)
        for n in range(160)
    )
    people = tuple(Performer(f"{chance.choice(_NAMES)}{chance.choice(_GIVEN)}") for _ in range(crews * 14))
    jobs = tuple(_crew(chance, index, scenes, len(places), len(people)) for index in range(crews))
    travel = tuple(tuple(0 if a == b else 8 + abs(a - b) * 4 for b in range(6)) for a in range(6))
    problem = Problem(
        "基地",
        days,
        PARTS,
        places,
        people,
        jobs,
        Prices(set_move=30_000, overtime_minute=2_000, night=50_000, crew_day=200_000),
        travel=travel,
        set_move_minutes=15,
        rest_minutes=600,
        starts_on=FIRST_DAY,
    )
    slots = []
    for job in jobs:
        blocks = sorted(range(len(job.scenes)), key=lambda s: (job.scenes[s].night, job.scenes[s].place))
        mine = [0] * len(blocks)
        for number, scene in enumerate(blocks):
            night = job.scenes[scene].night
            mine[scene] = (number * days // len(blocks)) * 3 + (2 if night else number % 2)
        slots.extend(mine)
    return problem, slots


def _crew(chance: random.Random, index: int, scenes: int, places: int, people: int) -> CrewJob:
    cast = chance.sample(range(people), 12)
    roles = tuple(Role(_PARTS[n], performer, 30_000 + 250_000 // (n + 1)) for n, performer in enumerate(cast))
    mine = chance.sample(range(places), 18)
    jobs = []
    for number in range(scenes):
        here = tuple(sorted({min(11, int(chance.expovariate(0.4))) for _ in range(chance.randint(1, 4))}))
        jobs.append(
            SceneJob(
                f"{number // 3 + 1}-{number % 3 + 1}",
                chance.choice(mine),
                chance.choice((25, 30, 35, 40, 45, 60)),
                night=chance.random() < 0.3,
                exterior=chance.random() < 0.35,
                roles=here,
            )
        )
    return CrewJob(_TITLES[index % len(_TITLES)], roles, tuple(jobs))


def make_plan(
    actor: Actor,
    problem: Problem,
    slots: Sequence[int],
    *,
    state: PlanState = PlanState.DRAFT,
    name: str = "冬季大计划",
) -> Rows:
    """The rows of a plan that has been found."""
    shoots, strips, jobs = [], {}, []
    for index, job in enumerate(problem.crews):
        shoot, crew_id = _shoot(actor, index, job, problem.days)
        shoots.append(shoot)
        jobs.append(replace(job, id=crew_id))
        made = Strip.objects.bulk_create(
            _strip(shoot, place, scene, problem, job) for place, scene in enumerate(job.scenes)
        )
        strips |= {(index, strip.key): strip.pk for strip in made}
    problem = replace(problem, crews=tuple(jobs))
    plan = Plan.objects.create(
        tenant_id=actor.tenant_id,
        name=name,
        starts_on=FIRST_DAY,
        days=problem.days,
        parts=[asdict(part) for part in problem.parts],
        state=state.value,
        problem=blobs().put(digest.canonical(problem_to_json(problem))),
        cost=asdict(costs(problem, slots)),
        violations=[v.message for v in check(problem, slots)],
        trace=[[0.4, 61_000_000, "greedy"], [2.0, 52_500_000, "annealing"], [8.5, 49_800_000, "windows"]],
        summary={"index": list(strips.values())},
        created_at=NOW,
    )
    through = Plan.shoots.through
    through.objects.bulk_create(through(plan_id=plan.pk, shoot_id=shoot.pk) for shoot in shoots)
    seen: dict[tuple[int, int], int] = {}
    rows = []
    for ((crew, _key), strip), slot in zip(strips.items(), slots, strict=True):
        order = seen[crew, slot] = seen.get((crew, slot), -1) + 1
        rows.append(Placement(plan=plan, strip_id=strip, slot=slot, order=order))
    Placement.objects.bulk_create(rows)
    return Rows(plan.pk, tuple(shoot.pk for shoot in shoots), strips)


def _shoot(actor: Actor, index: int, job: CrewJob, days: int) -> tuple[Shoot, int]:
    tenant = actor.tenant_id
    index += Shoot.objects.of(tenant).count() * 10  # several plans may stand side by side
    production = Production.objects.create(tenant_id=tenant, name=job.name, slug=f"{job.name}-{index}", created_at=NOW)
    draft = Draft.objects.create(
        tenant_id=tenant,
        production=production,
        number=1,
        file_name="剧本.txt",
        blob=f"{index:064x}",
        size=1,
        format="txt",
        created_at=NOW,
    )
    crew = Crew.objects.create(
        tenant_id=tenant,
        code=f"C{index + 1:03}",
        name=f"{job.name}剧组",
        arrives=FIRST_DAY,
        leaves=date(2027, 1, 30),
        created_at=NOW,
    )
    shoot = Shoot.objects.create(
        tenant_id=tenant,
        production=production,
        draft=draft,
        crew=crew,
        director="周导",
        starts_on=FIRST_DAY,
        days=days,
        colour=index % 10,
        created_at=NOW,
    )
    return shoot, crew.pk


def _strip(shoot: Shoot, position: int, scene: SceneJob, problem: Problem, job: CrewJob) -> Strip:
    place = problem.places[scene.place].name
    return Strip(
        shoot=shoot,
        key=scene.key,
        position=position,
        place=place,
        minutes=scene.minutes,
        night=scene.night,
        exterior=scene.exterior,
        cast=[job.roles[role].name for role in scene.roles],
        facts={"synopsis": f"{job.roles[scene.roles[0]].name}在{place}发现了信。" if scene.roles else ""},
    )


_LOOKS = ("民国", "古代", "现代", "豪华", "乡村", "年代")
_ROOMS = ("院子", "客厅", "书房", "办公室", "街道", "医院", "酒楼", "教室", "厨房", "别墅")
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = ("一鸣", "晓棠", "若溪", "子墨", "明远", "安然", "雨桐", "景行", "知夏", "南星", "思齐", "语嫣")
_PARTS = ("女主", "男主", "女二", "男二", "婆婆", "管家", "闺蜜", "助理", "父亲", "医生", "反派", "店主")
_TITLES = (
    "归来的绣娘",
    "总裁的秘密",
    "古城来信",
    "逆袭千金",
    "将军在上",
    "山里的星光",
    "夜半钟声",
    "重生之账本",
    "小城大爱",
    "长街十二时",
)
