// node-nlp: its NlpManager for Turkish, classification only, with the threshold it comes with.
// Reads and prints what protocol.py describes.
const fs = require("node:fs");
const { createRequire } = require("node:module");

const [, , trainFile, testFile, home] = process.argv;
const { NlpManager } = createRequire(`${home}/`)("node-nlp");

const OUT_OF_SCOPE = "out_of_scope";
const THRESHOLD = 0.5; // below it the library's own process() answers "None"
const WARM_UP = 50;

const rows = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** CPU time of the whole process in milliseconds. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function main() {
  const train = rows(trainFile);
  const test = rows(testFile);
  const manager = new NlpManager({ languages: ["tr"], autoLoad: false, autoSave: false, nlu: { log: false } });

  let started = cpu();
  for (const { text, intent } of train) manager.addDocument("tr", text, intent);
  await manager.train();
  const trainSeconds = (cpu() - started) / 1000;

  // On other texts than the test's: the library remembers the words of every text it has seen.
  for (const { text } of train.slice(0, WARM_UP)) await manager.classify("tr", text);
  const answers = [];
  const single = [];
  for (const { text } of test) {
    started = cpu();
    const { classifications } = await manager.classify("tr", text);
    single.push(cpu() - started);
    answers.push(answer(classifications[0]));
  }
  // It knows no lots: many messages are many single ones.
  const batch = single.reduce((sum, one) => sum + one, 0) / 1000;
  console.log("\n" + JSON.stringify({ train_s: trainSeconds, answers, single_ms: single, batch_s: batch }));
}

/** A refusal is worth what the best intent left over; process() would claim to be certain of it. */
function answer({ intent, score }) {
  if (intent === "None") return [OUT_OF_SCOPE, score];
  return score < THRESHOLD ? [OUT_OF_SCOPE, 1 - score] : [intent, score];
}

main();
