import { api, useCountUnreadMessagesQuery } from "@aqtra/api/client";
import { useEffect, useRef } from "react";
import { useDispatch } from "react-redux";

import { messageNews, type MessageNews } from "../../shared/message-news";

/** How many messages are unread. Whatever the live connection brings is told to `onNews`, and counted. */
export function useUnread(isSkipped: boolean, onNews: (news: MessageNews) => void): number {
  const dispatch = useDispatch();
  const { data } = useCountUnreadMessagesQuery(undefined, { skip: isSkipped });
  const tell = useRef(onNews);
  useEffect(() => {
    tell.current = onNews;
  });
  useEffect(() => {
    if (isSkipped) return undefined;
    return messageNews.listen((news) => {
      if (news === "missed" || news.type === "message") dispatch(api.util.invalidateTags(["messages"]));
      if (news !== "missed") tell.current(news);
    });
  }, [isSkipped, dispatch]);
  return isSkipped ? 0 : (data?.unread ?? 0);
}
