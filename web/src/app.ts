/** The entry on every page: styles, Turbo, the small controls, the room and the player. */

import "@hotwired/turbo";
import "./styles/index.css";
import { applyTheme } from "./lib/theme";
import { watchAgendas } from "./views/agenda-builder";
import { watchListenButtons } from "./views/listen-buttons";
import { watchPageControls } from "./views/page-controls";
import { watchPaperReaders } from "./views/paper-reader";
import { watchPushButtons } from "./views/push-button";
import { watchFilesBeingMade } from "./views/sitting-player";
import "./views/live-room";
import "./views/room-player";

applyTheme();
watchPageControls();
watchPushButtons();
watchFilesBeingMade();
watchListenButtons();
watchAgendas();
watchPaperReaders();
