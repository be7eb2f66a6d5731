// The sheet of comments: read on and on, write, answer, like, complain, take back.
import { openSheet, say } from "air/episodes";
import { draw, drawLine } from "air/remark";

const LONG_PAUSE_MS = 200;

// Say what is wrong, and show the words at fault in their place.
export function markPlaces(root, error) {
  const message = Object.assign(document.createElement("p"), { textContent: error.message });
  root.replaceChildren(message);
  if (error.places?.length && error.text) {
    const quote = document.createElement("blockquote");
    let at = 0;
    for (const [start, end] of error.places) {
      if (start < at) continue;
      quote.append(error.text.slice(at, start), Object.assign(document.createElement("mark"), { textContent: error.text.slice(start, end) }));
      at = end;
    }
    quote.append(error.text.slice(at));
    root.append(quote);
  }
  root.hidden = false;
}

export class Comments {
  #cursor = "";
  #loading = null;
  #asked = 0;
  #seen = new Set();
  #replyTo = null;

  constructor(root, reportSheet, { asker, data, onCount }) {
    Object.assign(this, { root, reportSheet, asker, data, onCount, words: data.words, number: null, sort: "hot", mayPin: false });
    const find = (selector) => root.querySelector(selector);
    this.parts = {
      list: find(".said"), scroll: find(".scroll"), end: find(".end"), empty: find(".none"), count: find(".many"),
      form: find("form"), text: find("textarea"), refused: find(".refused"), guest: find(".why-not"), to: find(".to"),
      status: find(".status"), send: find("form .send"), left: find(".left"),
    };
    new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && this.#more(), { root: this.parts.scroll, rootMargin: "300px" }).observe(this.parts.end);
    find(".sorts").addEventListener("click", (event) => this.#pick(event.target.closest("[data-sort]")));
    this.parts.list.addEventListener("click", (event) => this.#act(event));
    this.parts.form.addEventListener("submit", (event) => this.#write(event));
    this.parts.text.addEventListener("input", () => this.#typed());
    this.parts.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.parts.form.requestSubmit();
    });
    find(".to button").addEventListener("click", () => this.#answer(null));
    reportSheet.addEventListener("click", (event) => this.#report(event.target.closest("[data-reason]")));
  }

  // ---- what is shown

  show(number) {
    this.number = number;
    this.#answer(null);
    this.#clear();
    if (this.root.open) this.#more();
  }

  open() {
    openSheet(this.root);
    this.#clear();
    this.#more();
  }

  allow(beside) {
    const { form, guest, count } = this.parts;
    const why = beside.why_not;
    this.mayPin = beside.may_pin;
    this.total = beside.comments;
    count.textContent = beside.comments ? String(beside.comments) : "";
    form.hidden = Boolean(why);
    guest.hidden = !why;
    if (!why) return;
    guest.querySelector("p").textContent = why.message;
    const link = guest.querySelector("a");
    link.hidden = why.code !== "talk.sign_in";
    link.href = `${this.data.sign_in}?next=${encodeURIComponent(location.pathname)}`;
  }

  #pick(button) {
    if (!button || button.dataset.sort === this.sort) return;
    this.sort = button.dataset.sort;
    for (const other of this.root.querySelectorAll("[data-sort]")) other.setAttribute("aria-pressed", String(other === button));
    this.#clear();
    this.#more();
  }

  #clear() {
    this.#asked += 1;
    this.#loading = null;
    this.#cursor = "";
    this.#seen.clear();
    this.parts.list.replaceChildren();
    this.parts.empty.hidden = true;
    this.parts.status.textContent = "";
    this.parts.end.hidden = false;
  }

  async #more() {
    if (this.#loading || this.parts.end.hidden || !this.root.open) return;
    const asked = this.#asked;
    this.#loading = true;
    try {
      const address = `${this.data.address}/${this.number}`;
      if (this.sort === "lines") {
        const lines = await this.asker.get(`${address}/danmaku`);
        if (asked !== this.#asked) return;
        this.parts.list.append(...lines.map((line) => drawLine(line, this.words)));
        this.#cursor = "";
      } else {
        const page = await this.asker.get(`${address}/comments?sort=${this.sort}&cursor=${encodeURIComponent(this.#cursor)}`);
        if (asked !== this.#asked) return;
        for (const one of page.comments) if (!this.#seen.has(one.id)) this.#append(one);
        this.#cursor = page.cursor;
      }
      this.parts.end.hidden = !this.#cursor;
      this.#drawEmpty();
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    } finally {
      if (asked === this.#asked) this.#loading = null;
    }
    // A short page leaves its end in sight: the observer would not tell again.
    if (!this.parts.end.hidden && this.parts.scroll.scrollHeight <= this.parts.scroll.clientHeight) setTimeout(() => this.#more(), LONG_PAUSE_MS);
  }

  #append(one, { first = false } = {}) {
    this.#seen.add(one.id);
    const item = draw(one, this);
    if (first) this.parts.list.prepend(item);
    else this.parts.list.append(item);
    return item;
  }

  #drawEmpty() {
    const none = !this.parts.list.children.length;
    this.parts.empty.hidden = !none;
    this.parts.empty.querySelector("p").textContent = this.sort === "lines" ? this.words.no_lines : this.words.no_comments;
  }

  #fail(error) {
    this.parts.status.textContent = error.message;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: this.words.retry });
    again.addEventListener("click", () => { this.parts.status.textContent = ""; this.#more(); });
    this.parts.status.append(" ", again);
    this.parts.end.hidden = false;
  }

  #note(message) {
    this.parts.status.textContent = message;
    clearTimeout(this.noted);
    this.noted = setTimeout(() => { this.parts.status.textContent = ""; }, 4_000);
  }

  // ---- writing

  #typed() {
    const { text, refused, left } = this.parts;
    refused.hidden = true;
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 120)}px`;
    const room = this.data.longest - [...text.value].length;
    left.textContent = room < 50 ? String(room) : "";
    left.classList.toggle("over", room < 0);
  }

  #answer(one) {
    this.#replyTo = one;
    this.parts.to.hidden = !one;
    if (!one) return;
    this.parts.to.querySelector("span").textContent = say(this.words.answering, { name: one.byline });
    this.parts.text.focus();
  }

  async #write(event) {
    event.preventDefault();
    const { text, form, refused, send } = this.parts;
    const words = text.value.trim();
    if (!words) return text.focus();
    const given = { text: words, spoiler: form.elements.spoiler.checked, reply_to: this.#replyTo?.id ?? null };
    refused.hidden = true;
    send.disabled = true;
    try {
      const written = await this.asker.send("POST", `${this.data.address}/${this.number}/comments`, given);
      this.#written(written);
      form.reset();
      this.#typed();
      this.#answer(null);
    } catch (error) {
      markPlaces(refused, error);
      this.#select(error, words);
    } finally {
      send.disabled = false;
    }
    return null;
  }

  // Put the cursor onto the first words at fault.
  #select(error, words) {
    const [place] = error.places ?? [];
    this.parts.text.focus();
    if (!place) return;
    const at = this.parts.text.value.indexOf(error.text.slice(...place));
    if (at >= 0) this.parts.text.setSelectionRange(at, at + place[1] - place[0]);
  }

  #written(written) {
    if (written.state === "shown") this.onCount(1);
    else this.#note(this.words.waiting);
    this.parts.empty.hidden = true;
    if (this.#replyTo) {
      const thread = this.parts.list.querySelector(`[data-thread="${this.#replyTo.thread}"] > .replies`);
      const item = draw(written, this, { thread: this.#replyTo.thread });
      thread.insertBefore(item, thread.querySelector(":scope > .unfold"));
      item.scrollIntoView({ block: "nearest" });
      return;
    }
    if (this.sort === "lines") this.#pick(this.root.querySelector("[data-sort=new]"));
    this.#append(written, { first: true }).classList.add("fresh");
    this.parts.scroll.scrollTo({ top: 0 });
  }

  // ---- deeds on one comment

  #act(event) {
    const button = event.target.closest("button[data-do]");
    const item = event.target.closest("[data-id]");
    if (!button || !item) return;
    const { one } = item;
    const acts = {
      like: () => this.#like(one, button),
      reply: () => this.#answer({ id: one.id, byline: one.byline, thread: item.closest("[data-thread]").dataset.thread }),
      reveal: () => { item.classList.remove("folded"); button.remove(); },
      unfold: () => this.#unfold(item, button),
      report: () => { this.complained = { id: one.id, item, kind: item.dataset.kind }; openSheet(this.reportSheet); },
      remove: () => this.#remove(item),
      pin: () => this.#pin(item),
    };
    acts[button.dataset.do]?.();
  }

  async #like(one, button) {
    const before = { liked: one.liked, likes: one.likes };
    const put = (liked, likes) => {
      Object.assign(one, { liked, likes });
      button.setAttribute("aria-pressed", String(liked));
      button.querySelector("span").textContent = likes || "";
    };
    put(!before.liked, before.likes + (before.liked ? -1 : 1));
    try {
      const done = await this.asker.send("PUT", `${this.data.comments}/${one.id}/like`, { on: one.liked });
      put(done.on, done.count);
    } catch (error) {
      put(before.liked, before.likes);
      this.#note(error.message);
    }
  }

  async #unfold(item, button) {
    button.disabled = true;
    const { one } = item;
    try {
      const page = await this.asker.get(`${this.data.comments}/${one.id}/replies?cursor=${one.cursor ?? ""}`);
      const replies = item.querySelector(":scope > .replies");
      const known = new Set([...replies.querySelectorAll("[data-id]")].map((each) => each.one.id));
      for (const reply of page.comments) if (!known.has(reply.id)) replies.insertBefore(draw(reply, this, { thread: one.id }), button);
      one.cursor = page.cursor;
      if (!page.cursor) button.remove();
      else button.textContent = this.words.more_replies;
    } catch (error) {
      this.#note(error.message);
    }
    button.disabled = false;
  }

  // Gone at once; back again when the server says no.
  async #remove(item) {
    const { one } = item;
    const line = item.dataset.kind === "danmaku";
    const stand = this.#emptied(item, one);
    item.replaceWith(stand);
    try {
      await this.asker.send("DELETE", `${line ? this.data.lines : this.data.comments}/${one.id}`);
      if (!line && one.state === "shown") this.onCount(-1);
      this.#note(this.words.removed);
      this.#drawEmpty();
    } catch (error) {
      stand.replaceWith(item);
      this.#note(error.message);
    }
  }

  // What stands where a comment stood: its place with the replies, or nothing to see.
  #emptied(item, one) {
    const replies = item.querySelector(":scope > .replies");
    if (!replies?.children.length) return document.createComment("");
    const stand = draw({ ...one, state: "gone", text: "", spoiler: false, first: [], replies: 0 }, this);
    stand.querySelector(":scope > .replies").append(...[...replies.children].map((each) => Object.assign(each.cloneNode(true), { one: each.one })));
    return stand;
  }

  async #pin(item) {
    const { one } = item;
    try {
      await this.asker.send("PUT", `${this.data.comments}/${one.id}/pin`, { on: !one.pinned });
      this.#clear();
      this.#more();
    } catch (error) {
      this.#note(error.message);
    }
  }

  async #report(button) {
    if (!button || !this.complained) return;
    const { id, kind, item } = this.complained;
    this.reportSheet.close();
    try {
      await this.asker.send("POST", `${kind === "danmaku" ? this.data.lines : this.data.comments}/${id}/report`, { reason: button.dataset.reason });
      item.classList.add("reported");
      this.#note(this.words.reported);
    } catch (error) {
      this.#note(error.message);
    }
  }
}
