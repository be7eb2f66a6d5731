// Edits go to the server one after another, each on the state that the one before it left.

export class Sending {
  constructor(url, { token, onBusy }) {
    Object.assign(this, { url, token, onBusy, waiting: 0, last: Promise.resolve() });
  }

  // Resolves to the answer; rejects with what the server said, or with `offline`.
  send(edit, revision) {
    this.waiting += 1;
    this.onBusy(true);
    const mine = this.last.then(() => this.post({ ...edit, revision: revision() }));
    this.last = mine.catch(() => undefined).finally(() => {
      this.waiting -= 1;
      this.onBusy(this.waiting > 0);
    });
    return mine;
  }

  async post(body) {
    let response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(body),
      });
    } catch {
      throw { code: "offline" };
    }
    const answer = await response.json().catch(() => ({ error: { code: "offline" } }));
    if (!response.ok) throw { ...answer.error, board: answer.board };
    return answer;
  }
}
