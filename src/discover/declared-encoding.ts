/**
 * The encoding that a Python file declares for itself, in a comment on one of its first two lines (PEP 263).
 * Python decodes the file by it before it looks for code: what is a comment as it stands may be none then.
 *
 *   # -*- coding: latin-1 -*-
 */
const BLANK = /^[ \t\f]*(?:#.*)?$/;
const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const MOST = 10_000;

/** Encodings in which a byte below 0x80 that stands alone is what it is in ASCII, by the names of TextDecoder. */
const ASCII_BASED: readonly (readonly [RegExp, string])[] = [
  [/^(?:ascii|us-ascii|646|utf-?8|utf-?8-sig|u8|cp65001)$/, "utf-8"],
  [/^(?:latin-?1|l1|iso-?8859-?1|8859|cp819)$/, "latin1"],
  [/^(?:latin-?9|iso-?8859-?15)$/, "iso-8859-15"],
  [/^iso-?8859-?(\d+)$/, "iso-8859-$1"],
  [/^(?:cp|windows-?)(125\d)$/, "windows-$1"],
  [/^koi8-?([ru])$/, "koi8-$1"],
  [/^(?:gb2312|gbk|cp936|gb18030)$/, "gb18030"],
  [/^(?:big5|cp950)$/, "big5"],
  [/^(?:euc-?kr|cp949)$/, "euc-kr"],
  [/^(?:euc-?jp|ujis)$/, "euc-jp"],
  [/^(?:shift-?jis|s-?jis|cp932)$/, "shift_jis"],
];

/** Name and decoder of the declared encoding; no decoder for one that is not read here. Undefined without one. */
export function declaredEncoding(
  data: Buffer,
): { readonly name: string; readonly decoder?: string } | undefined {
  const [first = "", second = ""] = data.toString("latin1", 0, MOST).split(/\r\n|\n|\r/, 2);
  const name =
    DECLARATION.exec(first)?.[1] ?? (BLANK.test(first) ? DECLARATION.exec(second)?.[1] : undefined);
  if (name === undefined) return undefined;
  const plain = name.toLowerCase().replaceAll("_", "-");
  for (const [form, decoder] of ASCII_BASED)
    if (form.test(plain)) return { name, decoder: plain.replace(form, decoder) };
  return { name };
}
