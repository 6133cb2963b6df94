/** The browser's side of passkeys. Bytes travel as base64url; browsers read and write that themselves. */

type Json = Record<string, unknown>;

/** What newer browsers offer beside the types that TypeScript knows. */
interface JsonCredentials {
  parseCreationOptionsFromJSON?: (options: Json) => PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON?: (options: Json) => PublicKeyCredentialRequestOptions;
}

/** The person closed the browser's dialog, or let it run out: nothing to complain about. */
export class PasskeyCancelled extends Error {}

/** This device or browser did not do it; another one may. */
export class PasskeyFailed extends Error {
  constructor(readonly reason: "exists" | "other") {
    super(reason);
  }
}

/** Whether passkeys of `host` work on this page: theirs are the pages of the host and below. */
export function passkeysWork(host: string | null | undefined): boolean {
  if (!host || typeof PublicKeyCredential === "undefined") return false;
  const here = window.location.hostname;
  return support().parseRequestOptionsFromJSON !== undefined && (here === host || here.endsWith(`.${host}`));
}

/** Asks the authenticator for a new key. */
export async function createPasskey(options: Json): Promise<Json> {
  const publicKey = support().parseCreationOptionsFromJSON?.(options);
  if (!publicKey) throw new PasskeyFailed("other");
  return answered(() => navigator.credentials.create({ publicKey }));
}

/** Asks the authenticator to sign. */
export async function signWithPasskey(options: Json): Promise<Json> {
  const publicKey = support().parseRequestOptionsFromJSON?.(options);
  if (!publicKey) throw new PasskeyFailed("other");
  return answered(() => navigator.credentials.get({ publicKey }));
}

function support(): JsonCredentials {
  return PublicKeyCredential as unknown as JsonCredentials;
}

async function answered(ask: () => Promise<Credential | null>): Promise<Json> {
  try {
    const credential = await ask();
    if (!credential) throw new PasskeyCancelled();
    return (credential as unknown as { toJSON: () => Json }).toJSON();
  } catch (error) {
    if (error instanceof DOMException) {
      if (error.name === "NotAllowedError" || error.name === "AbortError") throw new PasskeyCancelled();
      throw new PasskeyFailed(error.name === "InvalidStateError" ? "exists" : "other");
    }
    throw error;
  }
}
