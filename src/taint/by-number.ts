/**
 * Things by number, of which there is mostly one: a map of its own for each of a million places would be most of
 * what the analysis keeps. Numbers are positive.
 */
export class ByNumber<T> {
  private first = 0;
  private only: T | undefined;
  private others: Map<number, T> | undefined;

  get(key: number): T | undefined {
    return key === this.first ? this.only : this.others?.get(key);
  }

  set(key: number, value: T): void {
    if (this.first === 0 || key === this.first) {
      this.first = key;
      this.only = value;
    } else (this.others ??= new Map()).set(key, value);
  }
}
