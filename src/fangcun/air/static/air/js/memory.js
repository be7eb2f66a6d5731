// Tells the server how far the viewer got: now and then, and once more when the page goes away.
export class Memory {
  #address;
  #csrf;
  #last = "";

  constructor(address, csrf) {
    this.#address = address;
    this.#csrf = csrf;
  }

  // `leaving` when the page is going away: then the browser delivers it on its own.
  note(number, positionMs, { leaving = false } = {}) {
    const position = Math.max(0, Math.round(positionMs));
    if (this.#last === `${number}:${position}`) return;
    this.#last = `${number}:${position}`;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.#csrf);
    form.set("position_ms", String(position));
    const address = `${this.#address}${number}/position/`;
    if (leaving) navigator.sendBeacon(address, form);
    // A position that did not arrive is followed by the next one some seconds later.
    else fetch(address, { method: "POST", body: form, keepalive: true }).catch(() => {});
  }
}
