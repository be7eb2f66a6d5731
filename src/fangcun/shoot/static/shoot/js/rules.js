// The board's state and the rules that can be told from it while a strip is in the hand. The server has the last word:
// rest, travel and the exact wording come from there.

const FIELDS = ["id", "crew", "key", "light", "placeName", "place", "minutes", "cast", "people", "kit", "slot", "order", "frozen", "synopsis", "only", "after"];

export function read(data) {
  const state = { ...data, strips: new Map(), lanes: new Map() };
  for (const row of data.strips) {
    const strip = Object.fromEntries(FIELDS.map((name, at) => [name, row[at]]));
    state.strips.set(strip.id, strip);
  }
  state.slots = data.days.length * data.parts.length;
  state.places = data.places.map(([name, site, capacity, closed]) => ({ name, site, capacity, closed: new Set(closed) }));
  state.people = data.people.map(([name, away, dayMinutes, noNight]) => ({ name, away: new Set(away), dayMinutes, noNight }));
  state.kit = data.kit.map(([name, count, taken]) => ({ name, count, taken: new Map(taken) }));
  state.crews = data.crews.map((crew) => ({ ...crew, away: new Set(crew.away) }));
  state.clashes = data.clashes.map(readClash);
  index(state);
  return state;
}

export function readClash([rule, message, slot, strips, crews, place, person]) {
  return { rule, message, slot, strips, crews, place, person };
}

// Who is where: counts by place and slot and by person and slot, crew by crew, so that one strip is judged in microseconds.
export function index(state) {
  state.lanes = new Map();
  state.atPlace = new Map();
  state.atPerson = new Map();
  state.kitAt = new Map();
  for (const strip of state.strips.values()) if (strip.slot >= 0) enter(state, strip);
  for (const lane of state.lanes.values()) lane.sort((a, b) => a.order - b.order || a.id - b.id);
}

function count(map, key, crew, by) {
  let crews = map.get(key);
  if (!crews) map.set(key, (crews = new Map()));
  const now = (crews.get(crew) ?? 0) + by;
  if (now) crews.set(crew, now);
  else crews.delete(crew);
}

function tally(state, strip, by) {
  count(state.atPlace, strip.place * state.slots + strip.slot, strip.crew, by);
  for (const person of strip.people) count(state.atPerson, person * state.slots + strip.slot, strip.crew, by);
  for (const [kit, wanted] of strip.kit) {
    const key = kit * state.slots + strip.slot;
    state.kitAt.set(key, (state.kitAt.get(key) ?? 0) + by * wanted);
  }
}

export function laneKey(crew, slot) {
  return `${crew}/${slot}`;
}

export function lane(state, crew, slot) {
  return state.lanes.get(laneKey(crew, slot)) ?? [];
}

export function enter(state, strip) {
  tally(state, strip, 1);
  const key = laneKey(strip.crew, strip.slot);
  const there = state.lanes.get(key);
  if (there) there.push(strip);
  else state.lanes.set(key, [strip]);
}

export function leave(state, strip) {
  if (strip.slot < 0) return;
  tally(state, strip, -1);
  const there = lane(state, strip.crew, strip.slot);
  there.splice(there.indexOf(strip), 1);
}

// Minutes of a crew in a slot: scenes, a move for each place, the shortest way through the sites.
export function loadOf(state, strips) {
  if (!strips.length) return 0;
  const places = new Set(strips.map((s) => s.place));
  const sites = [...new Set([...places].map((p) => state.places[p].site))].sort((a, b) => a - b);
  return strips.reduce((sum, s) => sum + s.minutes, 0) + state.setMove * places.size + shortestWay(state.travel, sites);
}

const ways = new Map();
function shortestWay(travel, sites) {
  if (sites.length < 2) return 0;
  const key = sites.join();
  if (ways.has(key)) return ways.get(key);
  const all = (1 << sites.length) - 1;
  const best = sites.map(() => new Array(all + 1).fill(Infinity));
  sites.forEach((_, i) => (best[i][1 << i] = 0));
  for (let seen = 1; seen <= all; seen += 1)
    for (let last = 0; last < sites.length; last += 1) {
      if (best[last][seen] === Infinity) continue;
      for (let next = 0; next < sites.length; next += 1) {
        if ((seen >> next) & 1) continue;
        const way = best[last][seen] + travel[sites[last]][sites[next]];
        const then = seen | (1 << next);
        if (way < best[next][then]) best[next][then] = way;
      }
    }
  const shortest = Math.min(...best.map((row) => row[all]));
  ways.set(key, shortest);
  return shortest;
}

// What stands against these strips in a slot; they must not be counted there themselves. An empty list: they fit.
export function verdict(state, strips, slot, words) {
  const found = [];
  const say = (rule, message, more = {}) => found.push({ rule, message, slot, strips: strips.map((s) => s.id), crews: [strips[0].crew], place: null, person: null, ...more });
  const crew = strips[0].crew;
  const [, , minutes, overtime, dark] = state.parts[slot % state.parts.length];
  if (state.crews[crew].away.has(slot)) say("crew_away", words.crew_away);
  for (const strip of strips) {
    const night = strip.light > 1;
    const one = { strips: [strip.id] };
    if (night !== Boolean(dark) && (night || strip.light === 1)) say("light", `${strip.key} ${words.light}`, one);
    if (strip.only && !strip.only.includes(slot)) say("closed", `${strip.key} ${words.closed}`, one);
    for (const id of strip.after) {
      const other = state.strips.get(id);
      if (other && !strips.includes(other) && other.slot >= slot) say("order", `${strip.key} ${words.order}：${other.key}`, { strips: [strip.id, id] });
    }
  }
  for (const place of new Set(strips.map((s) => s.place))) {
    const { name, capacity, closed } = state.places[place];
    if (closed.has(slot)) say("place_closed", `${name} ${words.place_closed}`, { place });
    const others = [...(state.atPlace.get(place * state.slots + slot)?.keys() ?? [])].filter((c) => c !== crew);
    if (others.length >= capacity) say("place_taken", `${name} ${words.place_taken}${named(state, others)}`, { place, crews: [crew, ...others], strips: [...mine(strips, "place", place), ...rivals(state, others, slot, (s) => s.place === place)] });
  }
  for (const person of new Set(strips.flatMap((s) => s.people))) {
    const { name, away, noNight, dayMinutes } = state.people[person];
    const playing = strips.filter((s) => s.people.includes(person)).map((s) => s.id);
    if (away.has(slot)) say("person_away", `${name} ${words.person_away}`, { person, strips: playing });
    if (noNight && dark) say("minor", `${name}：${words.minor}`, { person, strips: playing });
    if (dayMinutes !== null && minutesOfDay(state, person, slot, strips) > dayMinutes) say("minor", `${name}：${words.minor_minutes}`, { person, strips: playing });
    const others = [...(state.atPerson.get(person * state.slots + slot)?.keys() ?? [])].filter((c) => c !== crew);
    if (others.length) say("person_taken", `${name} ${words.person_taken}${named(state, others)}`, { person, crews: [crew, ...others], strips: [...playing, ...rivals(state, others, slot, (s) => s.people.includes(person))] });
  }
  for (const [kit, wanted] of kitOf(strips)) {
    const { name, count: most, taken } = state.kit[kit];
    if ((state.kitAt.get(kit * state.slots + slot) ?? 0) + (taken.get(slot) ?? 0) + wanted > most) say("kit", `${name} ${words.kit}`);
  }
  const load = loadOf(state, [...lane(state, crew, slot).filter((s) => !strips.includes(s)), ...strips]);
  if (load > minutes + overtime) say("overtime", `${words.overtime} ${load - minutes - overtime} ${words.minutes}`);
  return found;
}

function named(state, crews) {
  return crews.map((crew) => state.crews[crew].name).join("、");
}

function mine(strips, field, value) {
  return strips.filter((s) => s[field] === value).map((s) => s.id);
}

function rivals(state, crews, slot, test) {
  return crews.flatMap((crew) => lane(state, crew, slot).filter(test).map((s) => s.id));
}

function kitOf(strips) {
  const wanted = new Map();
  for (const strip of strips) for (const [kit, n] of strip.kit) wanted.set(kit, (wanted.get(kit) ?? 0) + n);
  return wanted;
}

function minutesOfDay(state, person, slot, strips) {
  const day = Math.floor(slot / state.parts.length);
  let minutes = 0;
  for (const strip of state.strips.values())
    if (!strips.includes(strip) && strip.people.includes(person) && strip.slot >= 0 && Math.floor(strip.slot / state.parts.length) === day) minutes += strip.minutes;
  return minutes + strips.filter((s) => s.people.includes(person)).reduce((sum, s) => sum + s.minutes, 0);
}

// Put strips into a slot before what stands at `order`; returns the lanes that changed.
export function place(state, strips, slot, order) {
  const crew = strips[0].crew;
  const target = lane(state, crew, slot);
  const before = target.slice(0, order).filter((s) => !strips.includes(s));
  const after = target.slice(order).filter((s) => !strips.includes(s));
  const touched = new Set([laneKey(crew, slot)]);
  for (const strip of strips) {
    touched.add(laneKey(crew, strip.slot));
    leave(state, strip);
    strip.slot = slot;
    enter(state, strip);
  }
  state.lanes.set(laneKey(crew, slot), [...before, ...strips, ...after]);
  state.lanes.get(laneKey(crew, slot)).forEach((strip, at) => (strip.order = at));
  return touched;
}

// The conflicts while the server is still thinking: those of others as they were, those of these strips as judged here.
export function expected(state, strips, slot, words) {
  const ids = new Set(strips.map((s) => s.id));
  const others = state.clashes.filter((clash) => !clash.strips.some((id) => ids.has(id)));
  return [...others, ...verdict(state, strips, slot, words)];
}
