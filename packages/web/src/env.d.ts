interface ImportMetaEnv {
  /** Base url of the Sales API, without a trailing slash. */
  readonly VITE_API_URL?: string;
}
