/** Files that a page carries as they are: the build and the test runner give their text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
