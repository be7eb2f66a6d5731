// Asking the server: JSON there and back, and errors as people read them.
export class Refusal extends Error {
  constructor(answer) {
    super(answer.error.message);
    this.code = answer.error.code;
    this.places = answer.places ?? [];
    this.text = answer.text ?? "";
  }
}

export class Asker {
  constructor({ csrf, words }) {
    Object.assign(this, { csrf, words });
  }

  get(address) {
    return this.#ask(address, {});
  }

  send(method, address, data = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return this.#ask(address, { method, headers, body: JSON.stringify(data) });
  }

  async #ask(address, options) {
    let answer;
    try {
      answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
    } catch {
      throw new Error(this.words.offline);
    }
    if (answer.status === 204) return null;
    const data = await answer.json().catch(() => null);
    if (answer.ok && data) return data;
    if (data?.error) throw new Refusal(data);
    throw new Error(this.words.broken);
  }
}
