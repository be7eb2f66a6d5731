// What is there to play: the episodes that are published, and the numbers that are promised.
const MARGIN_MS = 60_000;

export class Feed {
  #address;

  constructor(data, { feed, title } = {}) {
    this.#address = feed;
    this.page = title;
    this.episodes = new Map();
    if (data) this.#take(data);
  }

  // Every number that has a place in the reel, whether its episode is there yet or not.
  get numbers() {
    const all = new Set(this.episodes.keys());
    for (let n = 1; n <= this.title.planned; n += 1) all.add(n);
    return [...all].sort((a, b) => a - b);
  }

  // What a screen shows: the title's name, slug and card, the episode's own number, its address for positions, and the
  // page it has of its own (null where it has none).
  describe(number) {
    const { name, slug } = this.title;
    const address = `${this.page}${number}/`;
    return { name, slug, title: this.title, number, episode: this.episodes.get(number) ?? null, address, page: address };
  }

  // A title's reel has all its screens from the start, and no episode takes another's.
  async extend() {
    return false;
  }

  async goOn() {
    return false;
  }

  // The first promised number that is not there; null when nothing is awaited.
  get awaited() {
    return this.numbers.find((n) => !this.episodes.has(n)) ?? null;
  }

  // Whether an episode can be played at all; one without an address is shown, but not opened.
  opens(episode) {
    return Boolean(episode?.prefix);
  }

  // Whether the playlists came along: then nothing but the film itself is asked for.
  complete(episode) {
    return !episode.playlist || Object.keys(episode.inline ?? {}).length > 0;
  }

  // Width and height of an episode as its playlist tells them; zeros where it does not.
  sizeOf(episode) {
    return (/RESOLUTION=(\d+)x(\d+)/.exec(episode.inline?.[episode.playlist] ?? "") ?? [0, 0, 0]).slice(1).map(Number);
  }

  // Whether the signed address will outlive the episode. A reader's clock may be wrong: then the server says no,
  // and the player asks for a new address.
  outlives(episode) {
    return episode.locked || episode.expires * 1000 - Date.now() > episode.duration_ms + MARGIN_MS;
  }

  // Ask again from a number on; answers whether anything new or recut has come.
  async refresh(from = 1) {
    const answer = await fetch(`${this.#address}?from=${from}`, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(`feed: ${answer.status}`);
    return this.#take(await answer.json());
  }

  #take(data) {
    let news = this.title?.planned !== data.title.planned;
    this.title = data.title;
    for (const episode of data.episodes) {
      const known = this.episodes.get(episode.number);
      news ||= !known;
      // Positions are kept here while the page is open; the server hears of them a little later.
      if (known) episode.position_ms = known.position_ms;
      // The same address stands for the same files: playlists that came with it once are not asked for again.
      if (known?.prefix === episode.prefix && !Object.keys(episode.inline ?? {}).length) episode.inline = known.inline;
      this.episodes.set(episode.number, episode);
    }
    return news;
  }
}
