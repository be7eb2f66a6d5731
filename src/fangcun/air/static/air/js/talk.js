// What stands beside the film: like, follow, share, comments, danmaku. The player only says which episode is on show.
import { Asker } from "air/asking";
import { Comments } from "air/comments";
import { Danmaku } from "air/danmaku";
import { Saying } from "air/saying";
import { openSheet } from "air/episodes";

function short(count) {
  if (count < 10_000) return String(count);
  const many = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });
  return many.format(count);
}

class Talk {
  constructor(root, player, data) {
    Object.assign(this, { root, player, data, words: data.words, number: null, beside: null, busy: new Set() });
    this.asker = new Asker(data);
    const find = (selector) => root.querySelector(selector);
    this.parts = { like: find(".rail .like"), comment: find(".rail .comment"), say: find(".rail .say"), follows: [...root.querySelectorAll("[data-follow]")] };
    const said = (message) => player.controls.toast(message);
    this.danmaku = new Danmaku(find(".danmaku-layer"), {
      video: () => player.video,
      asker: this.asker,
      address: (number, window) => `${data.address}/${number}/danmaku/${window}`,
      colours: data.colours,
      words: this.words,
    });
    this.comments = new Comments(find("#talk"), find("#report"), { asker: this.asker, data, onCount: (by) => this.#count(by) });
    this.saying = new Saying(find("#danmaku"), { asker: this.asker, data, danmaku: this.danmaku, onSwitch: () => this.#drawSwitch(), toast: said });
    this.#listen(find);
    this.#drawSwitch();
  }

  show(number) {
    this.number = number;
    this.danmaku.show(number);
    this.comments.show(number);
    this.saying.show(number);
    if (this.player.feed.episodes.has(number)) return this.#ask();
    return this.#draw(null);
  }

  // How things stand beside the episode, also with what others did since.
  async #ask() {
    const { number } = this;
    try {
      const beside = await this.asker.get(`${this.data.address}/${number}`);
      if (number === this.number) this.#draw(beside);
    } catch {
      // The film goes on without counts.
    }
  }

  #listen(find) {
    this.parts.like.addEventListener("click", () => this.#like());
    // A double tap only ever likes.
    find(".stage").addEventListener("fangcun:like", () => this.#like({ only: true }));
    for (const button of this.parts.follows) button.addEventListener("click", () => this.#follow());
    this.parts.comment.addEventListener("click", () => this.#open());
    this.parts.say.addEventListener("click", () => openSheet(find("#danmaku")));
    find(".share").addEventListener("click", () => this.asker.send("POST", `${this.data.address}/share`).catch(() => {}));
    this.root.addEventListener("fangcun:episode", (event) => this.show(event.detail.number));
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || this.root.querySelector("dialog[open]")) return;
    if (event.target.closest("input:not([type=range]), textarea, select")) return;
    const keys = { c: () => this.#open(), l: () => this.#like(), d: () => this.#switch() };
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #open() {
    if (!this.player.feed.episodes.has(this.number)) return;
    this.comments.open();
    this.#ask();
  }

  #switch() {
    this.danmaku.want({ on: !this.danmaku.wish.on });
    this.#drawSwitch();
    this.player.controls.toast(this.danmaku.wish.on ? this.words.danmaku_on : this.words.danmaku_off);
  }

  // ---- deeds: shown at once, taken back when the server says no

  async #like({ only = false } = {}) {
    if (!this.beside || (only && this.beside.liked)) return;
    if (!this.beside.liked) {
      this.parts.like.classList.add("burst");
      setTimeout(() => this.parts.like.classList.remove("burst"), 500);
    }
    await this.#toggle("liked", "likes", `${this.data.address}/${this.number}/like`);
  }

  async #follow() {
    if (!this.beside) return;
    const done = await this.#toggle("followed", "follows", `${this.data.address}/follow`);
    if (done?.on) this.player.controls.toast(this.words.followed);
  }

  // One request at a time for each deed: whoever taps while it is under way is heard when it is done, and the last
  // tap counts.
  async #toggle(flag, count, address) {
    const { number, beside: before } = this;
    const deed = `${flag} ${number}`;
    this.#set({ [flag]: !before[flag], [count]: before[count] + (before[flag] ? -1 : 1) });
    if (this.busy.has(deed)) return null;
    this.busy.add(deed);
    const here = () => number === this.number && this.beside;
    let done = null;
    try {
      do done = await this.asker.send("PUT", address, { on: here() ? this.beside[flag] : !before[flag] });
      while (here() && this.beside[flag] !== done.on);
      if (here()) this.#set({ [flag]: done.on, [count]: done.count });
    } catch (error) {
      if (here()) this.#set({ [flag]: before[flag], [count]: before[count] });
      this.player.controls.toast(error.message);
      done = null;
    }
    this.busy.delete(deed);
    return done;
  }

  // ---- drawing

  #count(by) {
    if (this.beside) this.#set({ comments: Math.max(0, this.beside.comments + by) });
  }

  #set(change) {
    this.#draw({ ...this.beside, ...change });
  }

  #draw(beside) {
    this.beside = beside;
    const { like, comment, say, follows } = this.parts;
    for (const button of [like, comment, say, ...follows]) button.disabled = !beside;
    if (!beside) return;
    like.setAttribute("aria-pressed", String(beside.liked));
    like.querySelector("small").textContent = beside.likes ? short(beside.likes) : this.words.like;
    comment.querySelector("small").textContent = beside.comments ? short(beside.comments) : this.words.comment;
    for (const button of follows) {
      button.setAttribute("aria-pressed", String(beside.followed));
      button.querySelector("span").textContent = beside.followed ? this.words.following : this.words.follow;
    }
    this.comments.allow(beside);
    this.saying.allow(beside);
  }

  #drawSwitch() {
    this.root.classList.toggle("no-danmaku", !this.danmaku.wish.on);
  }
}

// Begin to talk about what the player shows.
export function openTalk(root, player) {
  const data = JSON.parse(document.getElementById("talk-data").textContent);
  const talk = new Talk(root, player, data);
  talk.show(player.reel.number);
  return talk;
}
