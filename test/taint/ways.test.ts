/** Ways in which a value came about: what is known of them is made when it is asked for, and kept where they are copied. */
import { describe, expect, it } from "vitest";
import { constant, type Outcome, withValue } from "../../src/taint/values.js";

class Lazy implements Outcome {
  readonly value = constant("a");

  get facts() {
    return [];
  }
}

describe("withValue", () => {
  it("keeps what is made when it is asked for", () => {
    const way = withValue(new Lazy(), constant("b"));
    expect(way.value.consts).toEqual(["b"]);
    expect(way.facts).toEqual([]);
  });
});
