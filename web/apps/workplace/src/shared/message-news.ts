/** Messages that the live connection brings. Stored ones are behind the bell too; the others are shown once. */

export interface MessageNews {
  type: "message" | "toast";
  id: string;
  subject: string;
  text: string;
}

type Listener = (news: MessageNews | "missed") => void;

/** More than a person would still want to hear of. */
const REMEMBERED = 100;

/** The news of `data`, if it is any. */
export function readNews(data: Record<string, unknown>): MessageNews | null {
  const { type, id, subject, text } = data;
  if (type !== "message" && type !== "toast") return null;
  if (typeof id !== "string" || typeof subject !== "string" || typeof text !== "string") return null;
  return { type, id, subject, text };
}

function makeMessageNews() {
  const listeners = new Set<Listener>();
  const known = new Set<string>();
  const tell: Listener = (news) => {
    for (const listener of listeners) listener(news);
  };
  return {
    /** What was delivered twice is told once. */
    heard: (news: MessageNews) => {
      if (known.has(news.id)) return;
      known.add(news.id);
      const [oldest] = known;
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      tell(news);
    },
    /** Nobody listened for a while. */
    missed: () => {
      tell("missed");
    },
    /** Returns how to stop listening. */
    listen: (listener: Listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export const messageNews = makeMessageNews();
