/** Version of this package; bots declare the range they run on. A test holds it to package.json. */
export const CORE_VERSION = "0.1.0";
