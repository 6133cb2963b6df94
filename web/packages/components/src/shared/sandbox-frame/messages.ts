/** What a page and the frame in it say to each other. The frame shows what others wrote: nothing it says is believed unread. */

/** Served by the platform: a document without origin, in which no authored script runs. */
export const FRAME_ADDRESS = "/api/v1/frame";

/** Asks the frame to take its end of the channel. */
export const CONNECT = "aqtra:connect";

export interface FrameTheme {
  scheme: "light" | "dark";
  text: string;
  muted: string;
  line: string;
  accent: string;
  font: string;
  size: string;
}

/** To the frame. */
export interface Shown {
  html: string;
  language: string;
  direction: string;
  /** The frame has a height of its own and scrolls; otherwise it is as high as its content. */
  scrolls: boolean;
  theme: FrameTheme;
}

/** From the frame. */
export type Told = { type: "height"; height: number } | { type: "open"; address: string; inNewTab: boolean };

/** Content whose height grows with its frame would never end. */
const HIGHEST = 20_000;

/** Undefined for what is not a message of the frame. */
export function readTold(data: unknown): Told | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as Record<string, unknown>;
  if (message.type === "height" && typeof message.height === "number" && Number.isFinite(message.height)) {
    return { type: "height", height: Math.min(Math.max(Math.ceil(message.height), 0), HIGHEST) };
  }
  if (message.type === "open" && typeof message.address === "string") {
    return { type: "open", address: message.address, inNewTab: message.inNewTab === true };
  }
  return undefined;
}
