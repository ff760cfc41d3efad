/** Files that wrangler.toml's rules bundle as text. */
declare module 'swagger-ui-dist/*' {
  const text: string
  export default text
}
