import { MailCheck } from "lucide-react";
import { useState } from "react";

import { useDeadLetters, useDiscardDeadLettersMutation, useRetryDeadLettersMutation } from "../api";
import { useLetterColumns } from "./letter-columns";
import { LetterTable, PAGE_SIZE } from "./letter-table";

/** Entries that flows have queued and nobody could store. */
export function LettersTab() {
  const [page, setPage] = useState(0);
  const found = useDeadLetters({ top: PAGE_SIZE, skip: page * PAGE_SIZE });
  const retry = useRetryDeadLettersMutation();
  const discard = useDiscardDeadLettersMutation();
  return <LetterTable words="letters" icon={MailCheck} columns={useLetterColumns()} found={found} page={page} onPage={setPage} retry={retry} discard={discard} />;
}
