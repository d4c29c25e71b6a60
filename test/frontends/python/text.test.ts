import { describe, expect, it } from "vitest";
import { expression } from "./lower.js";

describe("f-strings", () => {
  it("keep their parts apart", async () => {
    expect(await expression('f"ls {a} -l"')).toBe('(concat "ls ", a, " -l")');
    expect(await expression('f"{a}"')).toBe("(concat a)");
    expect(await expression('f"plain"')).toBe('"plain"');
  });

  it("apply conversions and look into nested formats", async () => {
    expect(await expression('f"{a!r:>{b}}"')).toBe("(concat $repr(a), b)");
    expect(await expression('f"{a!s}{b!a}"')).toBe("(concat a, $ascii(b))");
    expect(await expression('f"{a=}"')).toBe('(concat "a=", $repr(a))');
  });

  it("turn number formats into the conversion that they are", async () => {
    expect(await expression('f"{a:d}{b:.2f}{c:>10}"')).toBe("(concat $int(a), $float(b), c)");
    expect(await expression('f"{a:%Y-%m-%d}"')).toBe("(concat a)");
  });

  it("nest, and keep doubled braces and escapes", async () => {
    expect(await expression(`f"{f'{a}'}{{x}}\\n"`)).toBe('(concat (concat a), "{x}\\n")');
    expect(await expression(`rf"{a}\\d"`)).toBe('(concat a, "\\\\d")');
    expect(await expression('f"""{\n  a\n} end"""')).toBe('(concat a, " end")');
  });

  it("join with neighbours", async () => {
    expect(await expression('"x" f"{a}" "y" "z"')).toBe('(concat "x", a, "yz")');
    expect(await expression('("x"\n  "y")')).toBe('"xy"');
  });
});

describe("percent formatting", () => {
  it("splits a constant format at its specifiers", async () => {
    expect(await expression('"%s/%5d%%" % (a, b)')).toBe('(concat a, "/", $int(b), "%")');
    expect(await expression('"rm %s" % a')).toBe('(concat "rm ", a)');
    expect(await expression('"%r" % (a,)')).toBe("(concat $repr(a))");
    expect(await expression('"%(x)s-%(y)s" % a')).toBe('(concat a.x, "-", a.y)');
  });

  it("stays an operation when the format is not constant or does not fit", async () => {
    expect(await expression("a % b")).toBe("(a % b)");
    expect(await expression('"%s %s" % a')).toBe('("%s %s" % a)');
    expect(await expression('"%*d" % (a, b)')).toBe('("%*d" % (array [a, b]))');
  });
});

describe("str.format", () => {
  it("splits a constant format at its fields", async () => {
    expect(await expression('"{}-{}".format(a, b)')).toBe('(concat a, "-", b)');
    expect(await expression('"{1}{0}{{}}".format(a, b)')).toBe('(concat b, a, "{}")');
    expect(await expression('"{x.y}{x[k]}{0[2]}".format(a, x=b)')).toBe("(concat b.y, b.k, a[2])");
    expect(await expression('"{!r:>4}{:d}".format(a, b)')).toBe("(concat $repr(a), $int(b))");
  });

  it("stays a call when the arguments are spread or missing, or the format is a variable", async () => {
    expect(await expression('"{}".format(*xs)')).toBe('"{}".format(...xs)');
    expect(await expression('"{}{}".format(a)')).toBe('"{}{}".format(a)');
    expect(await expression("a.format(b)")).toBe("a.format(b)");
  });
});

describe("other text", () => {
  it("adds with its own instruction and joins by call", async () => {
    expect(await expression('"a" + b + c')).toBe('(add (add "a", b), c)');
    expect(await expression('" ".join(xs)')).toBe('" ".join(xs)');
  });
});
