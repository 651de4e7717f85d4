import { uuid } from "../api/uuid.ts";
import { createDraftStore } from "./draft-store.ts";

export const drafts = createDraftStore(localStorage, uuid);
