/** Sends the bytes of one part. XMLHttpRequest, because `fetch` does not tell how much has been sent. */
import { forgetToken, isStaleToken, tokenHeader } from "./base-query";
import { type Problem, toProblem } from "./problem";

const OCTETS = "application/octet-stream";

/** `onProgress` gets the bytes of this part that have left. Rejects with a `Problem`. */
export async function sendPart(url: string, part: Blob, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<void> {
  const content = await part.arrayBuffer();
  let problem = await put(url, content, signal, onProgress);
  if (problem && isStaleToken(problem.status, problem)) {
    // Another tab has signed in or out.
    forgetToken();
    problem = await put(url, content, signal, onProgress);
  }
  if (problem) throw problem;
}

async function put(url: string, content: ArrayBuffer, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<Problem | undefined> {
  const unreachable = toProblem(0, null);
  const token = await tokenHeader(signal).catch(() => undefined);
  if (!token || signal.aborted) return unreachable;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const stop = (): void => {
      request.abort();
    };
    const end = (problem?: Problem): void => {
      signal.removeEventListener("abort", stop);
      resolve(problem);
    };
    request.upload.onprogress = ({ loaded }) => {
      onProgress(Math.min(loaded, content.byteLength));
    };
    request.onload = () => {
      const isDone = request.status >= 200 && request.status < 300;
      end(isDone ? undefined : toProblem(request.status, parsed(request.responseText), request.getResponseHeader("x-trace-id")));
    };
    request.onerror = request.ontimeout = request.onabort = () => {
      end(unreachable);
    };
    request.open("PUT", new URL(url, window.location.origin).toString());
    request.setRequestHeader("Content-Type", OCTETS);
    request.setRequestHeader(...token);
    signal.addEventListener("abort", stop, { once: true });
    request.send(content);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's own page of error.
    return null;
  }
}
