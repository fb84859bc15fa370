/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/icalendar.h"

enum { FOLD_OCTETS = 75 };

static bool
is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* RFC 5545 section 3.1: a long line goes on behind CR LF and a space. */
struct line {
    struct text *t;
    size_t octets; /* written on this line */
};

static void
line_put_char(struct line *l, struct slice bytes)
{
    if (l->octets + bytes.len > FOLD_OCTETS) {
        text_puts(l->t, "\r\n ");
        l->octets = 1;
    }
    text_put(l->t, bytes);
    l->octets += bytes.len;
}

/* Whole characters at a time. */
static void
line_put(struct line *l, struct slice s)
{
    for (size_t i = 0; i < s.len;) {
        size_t n = 1;

        while (i + n < s.len && is_continuation(s.at[i + n]))
            n++;
        line_put_char(l, slice_sub(s, i, n));
        i += n;
    }
}

static struct line
line_begin(struct text *t, const char *name)
{
    struct line l = {t, 0};

    line_put(&l, slice_of(name));
    line_put(&l, SLICE(":"));
    return l;
}

static void
line_end(struct line *l)
{
    text_puts(l->t, "\r\n");
}

/* Section 3.3.11: TEXT. */
static void
put_text(struct text *t, const char *name, struct slice value)
{
    struct line l = line_begin(t, name);

    for (size_t i = 0; i < value.len;) {
        size_t n = 1;

        while (i + n < value.len && is_continuation(value.at[i + n]))
            n++;
        switch (value.at[i]) {
        case '\\':
            line_put_char(&l, SLICE("\\\\"));
            break;
        case ';':
            line_put_char(&l, SLICE("\\;"));
            break;
        case ',':
            line_put_char(&l, SLICE("\\,"));
            break;
        case '\n':
            line_put_char(&l, SLICE("\\n"));
            break;
        default:
            line_put_char(&l, slice_sub(value, i, n));
        }
        i += n;
    }
    line_end(&l);
}

static void
put_date(struct text *t, struct day d)
{
    struct date c = day_to_date(d);

    text_printf(t, "%04d%02d%02d", c.year, c.month, c.day);
}

static void
put_local(struct text *t, const char *name, struct day d, int minute)
{
    text_printf(t, "%s;TZID=Europe/Berlin:", name);
    put_date(t, d);
    text_printf(t, "T%02d%02d00\r\n", minute / 60, minute % 60);
}

static void
put_utc(struct text *t, const char *name, struct instant at)
{
    int64_t seconds = at.ms / 1000;
    struct day d = {(int32_t)(seconds / 86400)};
    int rest = (int)(seconds % 86400);

    text_printf(t, "%s:", name);
    put_date(t, d);
    text_printf(t, "T%02d%02d%02dZ\r\n", rest / 3600, rest / 60 % 60, rest % 60);
}

void
icalendar_begin(struct text *t, struct slice name)
{
    text_puts(t, "BEGIN:VCALENDAR\r\n"
                 "VERSION:2.0\r\n"
                 "PRODID:-//KommunalCampus//Lehrplan//DE\r\n"
                 "CALSCALE:GREGORIAN\r\n"
                 "METHOD:PUBLISH\r\n");
    put_text(t, "X-WR-CALNAME", name);
    text_puts(t, "BEGIN:VTIMEZONE\r\n"
                 "TZID:Europe/Berlin\r\n"
                 "BEGIN:DAYLIGHT\r\n"
                 "TZOFFSETFROM:+0100\r\n"
                 "TZOFFSETTO:+0200\r\n"
                 "TZNAME:CEST\r\n"
                 "DTSTART:19960331T020000\r\n"
                 "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                 "END:DAYLIGHT\r\n"
                 "BEGIN:STANDARD\r\n"
                 "TZOFFSETFROM:+0200\r\n"
                 "TZOFFSETTO:+0100\r\n"
                 "TZNAME:CET\r\n"
                 "DTSTART:19961027T030000\r\n"
                 "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                 "END:STANDARD\r\n"
                 "END:VTIMEZONE\r\n");
}

void
icalendar_put(struct text *t, const struct icalendar_event *event, struct instant made)
{
    assert(event->uid.len > 0 && event->first.n <= event->last.n);
    text_puts(t, "BEGIN:VEVENT\r\n");
    put_text(t, "UID", event->uid);
    put_utc(t, "DTSTAMP", made);
    if (event->from_minute < 0) {
        text_puts(t, "DTSTART;VALUE=DATE:");
        put_date(t, event->first);
        text_puts(t, "\r\nDTEND;VALUE=DATE:"); /* the day after the last one */
        put_date(t, day_plus(event->last, 1));
        text_puts(t, "\r\n");
    } else {
        assert(event->from_minute < event->to_minute);
        put_local(t, "DTSTART", event->first, event->from_minute);
        put_local(t, "DTEND", event->first, event->to_minute);
    }
    put_text(t, "SUMMARY", event->summary);
    if (event->location.len > 0)
        put_text(t, "LOCATION", event->location);
    if (event->description.len > 0)
        put_text(t, "DESCRIPTION", event->description);
    if (event->url.len > 0) {
        struct line l = line_begin(t, "URL"); /* a URI is not TEXT: nothing is escaped */

        line_put(&l, event->url);
        line_end(&l);
    }
    text_puts(t, event->is_tentative ? "TRANSP:TRANSPARENT\r\n" : "TRANSP:OPAQUE\r\n");
    text_puts(t, "END:VEVENT\r\n");
}

void
icalendar_end(struct text *t)
{
    text_puts(t, "END:VCALENDAR\r\n");
}
