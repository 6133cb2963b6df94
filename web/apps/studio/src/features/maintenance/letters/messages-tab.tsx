import { MessageSquareMore } from "lucide-react";
import { useState } from "react";

import { useDiscardMessageLettersMutation, useMessageLetters, useRetryMessageLettersMutation } from "../api";
import { LetterTable, PAGE_SIZE } from "./letter-table";
import { useMessageColumns } from "./message-columns";

/** Messages of brokers that no run could process. */
export function MessagesTab() {
  const [page, setPage] = useState(0);
  const found = useMessageLetters({ top: PAGE_SIZE, skip: page * PAGE_SIZE });
  const retry = useRetryMessageLettersMutation();
  const discard = useDiscardMessageLettersMutation();
  return (
    <LetterTable words="messages" icon={MessageSquareMore} columns={useMessageColumns()} found={found} page={page} onPage={setPage} retry={retry} discard={discard} />
  );
}
