import { writeFile } from "node:fs/promises";
import { document } from "./document.ts";
import { file, format } from "./file.ts";

await writeFile(file, format(document()));
