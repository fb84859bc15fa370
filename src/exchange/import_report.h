/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an import did, ready for printing.
 *
 * Readers fill it: a record that was not taken is a skip, with its reason; a
 * record that was taken although something about it was odd has a note; a member
 * that nobody here knows is counted by name. The service adds what it found in
 * the database (unchanged, gone). The first IMPORT_NOTES_MAX of each list are
 * kept in words, all are counted.
 */
#ifndef KC_EXCHANGE_IMPORT_REPORT_H
#define KC_EXCHANGE_IMPORT_REPORT_H

#include "base/arena.h"
#include "base/limits.h"

struct import_note {
    struct slice record; /* its id, or its key; may be empty */
    struct slice place;  /* "data[3].attributes.offer[0].price", "line 17" */
    struct slice reason;
};

struct import_notes {
    struct import_note *notes;
    size_t len;    /* kept, <= IMPORT_NOTES_MAX */
    size_t size;   /* of the array */
    int64_t count; /* all */
};

struct import_field {
    struct slice name;
    int64_t count;
};

struct import_report {
    int64_t taken;     /* records read; the service counts those it wrote */
    int64_t unchanged; /* were there already, just so */
    int64_t gone;      /* were there, and are no longer in the feed */
    struct import_notes skips;
    struct import_notes notes;
    struct import_field *fields; /* unknown members, <= IMPORT_FIELDS_MAX */
    size_t fields_len;
    size_t fields_size;
    int64_t fields_more; /* occurrences of names past IMPORT_FIELDS_MAX */
};

/* Where in the file something is said about. */
struct import_place {
    struct slice record;
    struct slice place;
};

/*
 * Never fail: when the arena is full, the note is counted and its words are lost.
 * What is said is copied into the arena.
 */
void import_report_skip(struct import_report *r, struct arena *a, struct import_place at,
                        const char *fmt, ...) PRINTF_LIKE(4, 5);
void import_report_note(struct import_report *r, struct arena *a, struct import_place at,
                        const char *fmt, ...) PRINTF_LIKE(4, 5);
void import_report_unknown(struct import_report *r, struct arena *a, struct slice name);
/* Adds what `from` says to `into`: a feed of several pages. */
void import_report_add(struct import_report *into, struct arena *a,
                       const struct import_report *from);

#endif
