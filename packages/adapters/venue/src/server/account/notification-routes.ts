import { ok } from "../http/answers.ts";
import type { Route } from "../http/route.ts";
import type { NotificationDesk } from "./notification-desk.ts";

/** What a key has been told, and forgetting it. */
export function notificationRoutes(desk: NotificationDesk): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/notifications",
      auth: "key",
      answer: (_call, session) => ok(desk.list(session.apiKey)),
    },
    {
      method: "DELETE",
      path: "/notifications",
      auth: "key",
      answer: (call, session) => {
        desk.drop(session.apiKey, call.queryList("ids"));
        return ok("OK");
      },
    },
  ];
}
