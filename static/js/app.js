/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything works without this file. With it, a filter of the results takes
 * effect as soon as it is chosen, without losing the place on the page.
 */
import {startPasskey} from "./passkey.js";
import {startPerson} from "./person.js";
import {startPlan} from "./plan.js";
import {startResults} from "./results.js";
import {startSuggest} from "./suggest.js";

startPasskey();
startPerson();
startPlan();
startResults();
startSuggest();
