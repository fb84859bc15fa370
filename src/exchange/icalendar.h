/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * iCalendar files (RFC 5545): a calendar of events that calendar programs of
 * people can take over. Writing only.
 *
 * Times are wall-clock times in Germany with their own VTIMEZONE (Europe/Berlin,
 * EU rule since 1996). Lines end with CR LF and are folded at 75 octets, never
 * within a character.
 */
#ifndef KC_EXCHANGE_ICALENDAR_H
#define KC_EXCHANGE_ICALENDAR_H

#include "base/day.h"

struct icalendar_event {
    struct slice uid; /* the same for the same event, so that it is replaced: "x@host" */
    struct slice summary;
    struct slice location;    /* may be empty */
    struct slice description; /* may be empty; line ends are kept */
    struct slice url;         /* may be empty; http or https */
    struct day first;
    struct day last;   /* of an all-day event, inclusive */
    int from_minute;   /* after midnight; < 0: the event takes whole days */
    int to_minute;     /* > from_minute, on `first` */
    bool is_tentative; /* shown as free time */
};

/* Append the beginning, an event, the end. Texts are valid UTF-8. A failed text stays failed. */
void icalendar_begin(struct text *t, struct slice name);
/* `made` becomes DTSTAMP. */
void icalendar_put(struct text *t, const struct icalendar_event *event, struct instant made);
void icalendar_end(struct text *t);

#endif
