// The reel across titles: each screen is a title, with the episode its viewer would go on with. To the player it is a
// feed like any other, whose screens are numbered as they come.
import { Feed } from "air/feed";

const AT_ONCE = 6;
const AHEAD = 3;

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`turns: ${answer.status}`);
  return answer.json();
}

export class Turns extends Feed {
  #address;
  #titles;
  #cards = [];
  #over = false;
  #asking = null;

  constructor({ turns }, { feed, titles }) {
    super();
    this.#address = feed;
    this.#titles = titles;
    this.title = { name: "", poster: "", planned: 0 };
    this.#add(turns);
  }

  // A screen for each title, and one more that says when there are no others.
  get numbers() {
    return Array.from({ length: this.#cards.length + (this.#over ? 1 : 0) }, (_, i) => i + 1);
  }

  get awaited() {
    return null;
  }

  describe(number) {
    const card = this.#cards[number - 1];
    const episode = this.episodes.get(number);
    if (!card) return { name: "", slug: "", title: null, number: 0, episode: null, address: "", page: null };
    return { name: card.name, slug: card.slug, title: card, number: episode.own, episode, address: `${card.page}${episode.own}/`, page: null };
  }

  // Fresh addresses for the title of a screen.
  async refresh(number) {
    const { slug, number: own } = this.describe(number);
    return slug ? this.#follow(number, slug, own) : false;
  }

  // The same title's next episode takes the screen; answers whether there is one.
  async goOn(number) {
    const { slug, number: own } = this.describe(number);
    return Boolean(slug) && this.#follow(number, slug, own + 1).catch(() => false);
  }

  // Ask for more titles when the end comes near; answers whether screens have come.
  async extend(number) {
    if (this.#over || this.#asking || number + AHEAD <= this.#cards.length) return false;
    this.#asking = ask(`${this.#address}?skip=${encodeURIComponent(this.#cards.map(({ slug }) => slug).join(","))}`);
    try {
      this.#add(await this.#asking);
      return true;
    } catch {
      return false;
    } finally {
      this.#asking = null;
    }
  }

  async #follow(number, slug, own) {
    const { episodes } = await ask(`${this.#titles.replace("/-", `/${encodeURIComponent(slug)}`)}?from=${own}`);
    const [episode] = episodes;
    if (!episode) return false;
    const known = this.episodes.get(number);
    const position = known.own === episode.number ? known.position_ms : episode.position_ms;
    this.episodes.set(number, { ...episode, own: episode.number, number, position_ms: position });
    return true;
  }

  #add(turns) {
    for (const { title, episode } of turns) {
      this.#cards.push(title);
      this.episodes.set(this.#cards.length, { ...episode, own: episode.number, number: this.#cards.length });
    }
    this.#over = turns.length < AT_ONCE;
  }
}
