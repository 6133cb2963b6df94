/** Answers about tokens for tests. */

import type { Token } from "./api";

export function token(change: Partial<Token> = {}): Token {
  return {
    id: 3,
    name: "Nightly import",
    hint: "aqtra_pat_Ab3x",
    scopes: ["write"],
    components: null,
    created_at: "2026-11-01T10:00:00Z",
    expires_at: "2099-01-30T10:00:00Z",
    last_used_at: null,
    ...change,
  };
}
