import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

test.each([
  [1, 0, 800],
  [1, 1, 1_400],
  [3, 0.5, 4_400],
  [6, 0, 24_000],
  [5_000, 1, 42_000],
])("after %i failures with chance %f waits %i ms", (failures, chance, expected) => {
  expect(retryDelayMs(failures, chance)).toBe(expected);
});
