// Reads {script, table, questions: [[{field, text}…]…]} and prints what the script finds in each.
import { readFileSync } from "node:fs";

const { script, table, questions } = JSON.parse(readFileSync(0, "utf8"));
const { findings } = await import(script);
console.log(JSON.stringify(questions.map((texts) => findings(texts, { ...table, ...texts[0].table }))));
