// The first picture of a page, begun before the player itself has come: its scripts arrive while the first second plays.
import { Opening } from "air/opening";

// All that the page brings: the feed, addresses, words.
export const data = JSON.parse(document.getElementById("player-data").textContent);

// Start a video; answers "playing", "muted" when it would only start without sound, or "refused".
export async function begin(video) {
  try {
    await video.play();
    return "playing";
  } catch (error) {
    // Whatever else stops it (a swipe away, an empty element) is no refusal.
    if (error.name !== "NotAllowedError") return "playing";
    if (video.muted) return "refused";
    video.muted = true;
    return (await begin(video)) === "playing" ? "muted" : "refused";
  }
}

export function makeVideo() {
  return Object.assign(document.createElement("video"), { playsInline: true, preload: "auto", disableRemotePlayback: true });
}

function open({ feed, number }) {
  const episode = feed.episodes.find((one) => one.number === number);
  if (!episode?.prefix || episode.position_ms > 0) return null;
  const video = makeVideo();
  const opening = Opening.of(video, episode);
  if (!opening) return null;
  document.querySelector(".reel").append(video);
  // The line is free again, and the player will ask for it.
  opening.media.then(() => import("hls.js/light")).catch(() => {});
  return { number, prefix: episode.prefix, video, opening, begun: begin(video) };
}

// {number, prefix, video, opening, begun}; null where nothing could be begun. Whoever takes it over leaves null.
export const first = { taken: open(data) };
