import { answerOf, api } from "../api/client.ts";
import { closeSession, openSession } from "../api/session.ts";
import { drafts } from "../composer/drafts.ts";
import { queryClient } from "../query-client.ts";

/** Opens a session whose refresh token stays in a cookie. */
export async function logIn(email: string, password: string): Promise<void> {
  openSession(await answerOf(api.POST("/v1/sessions", { body: { email, password, cookie: true } })));
}

/** Ends the session and leaves nothing of it on this computer. */
export async function logOut(): Promise<void> {
  await closeSession();
  drafts.clear();
  queryClient.clear();
}
