// Every behaviour of the pages. Each module enhances what is under `root`; without any of them forms are plain posts.
import * as choices from "./choices.js";
import * as combobox from "./combobox.js";
import * as computed from "./computed.js";
import * as conditions from "./conditions.js";
import * as confirm from "./confirm.js";
import * as dates from "./dates.js";
import * as drafts from "./drafts.js";
import * as groups from "./groups.js";
import * as jobs from "./jobs.js";
import * as menu from "./menu.js";
import * as missing from "./missing.js";
import * as moving from "./moving.js";
import "./print.js";
import * as rows from "./rows.js";
import * as save from "./save.js";
import * as session from "./session.js";
import * as summary from "./summary.js";
import * as term from "./term.js";
import * as toasts from "./toasts.js";

const modules = [
  combobox, term, groups, rows, missing, choices, dates, conditions, computed, drafts, save, moving, confirm, summary, menu, toasts, session, jobs,
];

function start(root) {
  modules.forEach((module) => module.start(root));
}

document.addEventListener("registry:replaced", (event) => start(event.target));
start(document);
