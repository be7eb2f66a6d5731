// The first second of an episode, shown before hls.js has come: its init and first segment in a MediaSource of our own,
// which hls.js then takes over. Worth it only while hls.js is still on its way.
const LIGHT = "hls.js/light";
const FULL = "hls.js";
const RATE = /[:,]BANDWIDTH=(\d+)/;
const CODECS = /CODECS="([^"]+)"/;
const INIT = /#EXT-X-MAP:(?:[^"\n]*,)?URI="([^"]+)"/;

// The smallest size of a master playlist: {codecs, path}; null for a playlist that is none.
function smallest(master, playlist) {
  const rows = master.split("\n").map((row) => row.trim()).filter(Boolean);
  const streams = rows.flatMap((row, i) => {
    const rate = row.startsWith("#EXT-X-STREAM-INF:") && RATE.exec(row);
    return rate ? [{ rate: Number(rate[1]), codecs: CODECS.exec(row)?.[1], path: beside(playlist, rows[i + 1]) }] : [];
  });
  return streams.sort((a, b) => a.rate - b.rate)[0] ?? null;
}

function beside(path, uri) {
  return decodeURIComponent(new URL(uri, new URL(path, "https://of.package/")).pathname.slice(1));
}

// What an episode begins with, told by the playlists that came along: {type, files}; null where they do not tell.
export function headOf({ prefix, playlist, inline = {} }) {
  const size = smallest(inline[playlist] ?? "", playlist);
  const media = inline[size?.path] ?? "";
  const init = INIT.exec(media)?.[1];
  const segment = media.split("\n").map((row) => row.trim()).find((row) => row && !row.startsWith("#"));
  if (!size?.codecs || !init || !segment || media.includes("#EXT-X-BYTERANGE")) return null;
  const files = [init, segment].map((uri) => new URL(prefix + beside(size.path, uri).split("/").map(encodeURIComponent).join("/"), location.href).href);
  return { codecs: size.codecs, type: `video/mp4; codecs="${size.codecs}"`, files };
}

// Which hls.js plays an episode: the small one, unless the film brings subtitles or other sound. The playlists at hand
// tell; where they are not, the large one can do everything.
export function engineOf(episode) {
  const master = episode.inline?.[episode.playlist];
  return master && !master.includes("#EXT-X-MEDIA:") ? LIGHT : FULL;
}

async function bytesOf(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { status: answer.status });
  return answer.arrayBuffer();
}

function happens(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener("error", reject, { once: true });
  });
}

export class Opening {
  // The files that are here, by address: hls.js need not ask for them again.
  kept = new Map();

  #controller = new AbortController();

  constructor(video, head) {
    this.head = head;
    this.source = new MediaSource();
    this.address = URL.createObjectURL(this.source);
    video.src = this.address;
    // What hls.js attaches to.
    this.media = this.#fill(video, this.#controller.signal);
    this.media.catch(() => {});
  }

  // The opening of an episode; null where nothing is known of its head, and for a film with other tracks: those need
  // the large hls.js from the start.
  static of(video, episode) {
    const plain = window.MediaSource && engineOf(episode) === LIGHT;
    const head = plain ? headOf(episode) : null;
    return head && MediaSource.isTypeSupported(head.type) ? new Opening(video, head) : null;
  }

  close() {
    this.#controller.abort();
  }

  async #fill(video, signal) {
    const { codecs, type, files } = this.head;
    const arriving = files.map((address) => bytesOf(address, signal));
    // Waited for one after the other: the second must not fail unheard.
    for (const one of arriving) one.catch(() => {});
    await happens(this.source, "sourceopen");
    URL.revokeObjectURL(this.address);
    const buffer = this.source.addSourceBuffer(type);
    for (const [i, address] of files.entries()) {
      const data = await arriving[i];
      this.kept.set(address, data);
      const over = happens(buffer, "updateend");
      buffer.appendBuffer(data);
      await over;
    }
    const track = { id: "main", buffer, container: "video/mp4", codec: codecs, levelCodec: codecs, listeners: [] };
    return { media: video, mediaSource: this.source, tracks: { audiovideo: track } };
  }
}
