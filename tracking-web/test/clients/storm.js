// node storm.js URL TOKEN INSTANCES: follows a customer's stream with each client, until it is killed. Prints
// "CLIENT#INSTANCE WORD" for all that it hears: the text of a note, else the type.
import { CLIENTS } from "./all.js";

const [url = "", token = "", instances = "1"] = process.argv.slice(2);

for (const [client, follow] of Object.entries(CLIENTS)) {
  for (let instance = 1; instance <= Number(instances); instance++) {
    console.log(`${client}#${instance} begins`);
    follow(url, token, ["order.note_added", "ready", "reset"], ({ type, data }) => {
      const word = type === "order.note_added" ? JSON.parse(data).data.text : type;
      console.log(`${client}#${instance} ${word}`);
    });
  }
}

// The timer of undici does not keep Node alive while it waits to reconnect.
setInterval(() => {}, 60_000);
