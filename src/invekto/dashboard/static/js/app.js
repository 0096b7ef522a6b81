// Everything the pages do in the browser; each module minds one matter.
import "./merge.js";
import { startCharts } from "./charts.js";
import { startFrame } from "./frame.js";
import { startGone } from "./gone.js";
import { startInbox } from "./inbox.js";
import { startJumps } from "./jump.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startNews } from "./news.js";
import { startPresence, startTeam } from "./presence.js";
import { startReplies } from "./replies.js";
import { startRequests } from "./requests.js";
import { startRows } from "./rows.js";
import { startSuggestions } from "./suggestions.js";
import { startThread } from "./thread.js";
import { startTimes } from "./times.js";

startFrame();
startRequests();
startGone();
startTimes();
startRows();
startSuggestions(); // before the other keys: what is offered goes first
startReplies();
startKeys();
startInbox();
startThread();
startJumps();
startCharts();
startPresence();
const live = startLive();
startNews(live);
startTeam(live);
