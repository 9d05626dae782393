// The page: its parts begin to listen, then the event stream tells them everything.

import { startAgenda } from "./agenda.js";
import { startCharts } from "./charts.js";
import { startChat } from "./chat.js";
import { startClock } from "./clock.js";
import { startCustomers } from "./customers.js";
import { byId } from "./dom.js";
import { startLeads } from "./leads.js";
import { startOwner } from "./owner.js";
import { connect, on, record } from "./record.js";
import { startState } from "./state.js";
import { startTrace } from "./trace.js";

function showTrouble() {
  const trouble = byId("trouble");
  trouble.textContent = !record.connected ? "Not connected: run `make up`. The page comes back by itself." : record.answers ? "" : "The stack does not answer: run `make up`.";
}

function showAbout({ shop_name: shop, has_model: hasModel }) {
  document.title = `LINDA at ${shop}`;
  byId("shop-name").textContent = shop;
  const receptionist = byId("receptionist");
  receptionist.dataset.receptionist = hasModel ? "model" : "rules";
  receptionist.textContent = hasModel ? "Answers: the model" : "Answers: the rules (no key)";
}

on("hello", showAbout);
on("trouble", showTrouble);
startClock();
startCustomers();
startChat();
startOwner();
startState();
startAgenda();
startLeads();
startTrace();
startCharts();
connect();
