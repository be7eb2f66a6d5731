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
    Object.assign(this, { root, player, data, words: data.words, number: null, beside: null });
    this.asker = new Asker(data);
    const find = (selector) => root.querySelector(selector);
    this.parts = { like: find(".rail .like"), comment: find(".rail .comment"), say: find(".rail .say"), follows: [...root.querySelectorAll("[data-follow]")] };
    const said = (message) => player.controls.toast(message);
    this.danmaku = new Danmaku(find(".danmaku"), {
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
    this.root.addEventListener("fangcun:episode", (event) => this.show(event.detail));
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
    const { beside, number } = this;
    if (!beside || (only && beside.liked)) return;
    const on = !beside.liked;
    this.#set({ liked: on, likes: beside.likes + (on ? 1 : -1) });
    if (on) this.parts.like.classList.add("burst");
    setTimeout(() => this.parts.like.classList.remove("burst"), 500);
    try {
      const done = await this.asker.send("PUT", `${this.data.address}/${number}/like`, { on });
      if (number === this.number) this.#set({ liked: done.on, likes: done.count });
    } catch (error) {
      if (number === this.number) this.#set({ liked: !on, likes: beside.likes });
      this.player.controls.toast(error.message);
    }
  }

  async #follow() {
    const { beside } = this;
    if (!beside) return;
    const on = !beside.followed;
    this.#set({ followed: on, follows: beside.follows + (on ? 1 : -1) });
    try {
      const done = await this.asker.send("PUT", `${this.data.address}/follow`, { on });
      this.#set({ followed: done.on, follows: done.count });
      if (on) this.player.controls.toast(this.words.followed);
    } catch (error) {
      this.#set({ followed: !on, follows: beside.follows });
      this.player.controls.toast(error.message);
    }
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
