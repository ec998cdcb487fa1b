/** The light build has the face of the whole one. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
