import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { readAll } from "../api/read-all.ts";

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: () => readAll((query) => api.GET("/v1/people", { params: { query } })),
});
