// Tells the server how far the viewer got: now and then, and once more when the page goes away.
export class Memory {
  #csrf;
  #last = "";

  constructor(csrf) {
    this.#csrf = csrf;
  }

  // `page` is the episode's own address; `leaving` when the page is going away: then the browser delivers it on its own.
  note(page, positionMs, { leaving = false } = {}) {
    const position = Math.max(0, Math.round(positionMs));
    if (this.#last === `${page}:${position}`) return;
    this.#last = `${page}:${position}`;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.#csrf);
    form.set("position_ms", String(position));
    const address = `${page}position/`;
    if (leaving) navigator.sendBeacon(address, form);
    // A position that did not arrive is followed by the next one some seconds later.
    else fetch(address, { method: "POST", body: form, keepalive: true }).catch(() => {});
  }
}
