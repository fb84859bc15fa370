/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files of learning: events in ("kommunalcampus-events/1"), models in and out
 * ("kommunalcampus-match-model/1"). docs/matching.md shows both.
 *
 * Events are JSON lines. The first says how many lists and shown blocks follow, so that a file
 * that was cut is noticed; each other line is one list, numbered from 1 without a gap, so that
 * a line lost, doubled or out of order is noticed too:
 *
 *   {"format":"kommunalcampus-events/1","lists":1,"shown":2}
 *   {"list":1,"day":"2026-11-23","session":"k3","from":1,"shown":[
 *     {"module":"M","provider":"P","format":"mooc","overlap":1,"score":71,"did":"opened"},...]}
 *
 * A model is one line of JSON that ends in a checksum of what stands before it (FNV-1a: against
 * accidents, not against attackers); without it the file is not complete and is refused.
 */
#ifndef KC_EXCHANGE_EXPERIENCE_JSON_H
#define KC_EXCHANGE_EXPERIENCE_JSON_H

#include "base/ctx.h"
#include "domain/experience.h"
#include "exchange/plan_names.h"

/* Reads a file of events line by line; made by experience_events_begin(). */
struct experience_reader {
    struct arena *keep;    /* what is read lives here */
    struct arena *scratch; /* of one line */
    int64_t line;          /* number of the last one */
    int64_t lists;         /* announced in the first line */
    int64_t shown;
    struct experience_row *rows;
    struct plan_names modules;
    struct plan_names providers;
    struct plan_names sessions;
    uint16_t *lists_of_session;
    struct experience_events events;
};

/* ERR_LIMIT: `keep` is full. */
MUST_USE enum err experience_events_begin(struct ctx *ctx, struct arena *keep,
                                          struct experience_reader *ret_reader);
/*
 * One line, without its end. Messages name the line.
 *   ERR_INVALID   not of the form, or not in its place
 *   ERR_LIMIT     longer than EXPERIENCE_LINE_BYTES_MAX, past another limit, or memory is full
 */
MUST_USE enum err experience_events_line(struct ctx *ctx, struct experience_reader *r,
                                         struct slice line);
/* ERR_INVALID: lines are missing. */
MUST_USE enum err experience_events_end(struct ctx *ctx, const struct experience_reader *r,
                                        struct experience_events *ret_events);

/* Events out: the first line, and a line for each list. `t` fails when it is too small. */
struct experience_events_head {
    int64_t lists;
    int64_t shown;
};
struct experience_events_row {
    struct slice module; /* code */
    struct slice provider;
    enum module_format format;
    enum experience_overlap overlap;
    int score;
    enum experience_deed deed;
};
struct experience_events_list {
    int64_t number; /* from 1, without a gap */
    struct day day;
    uint64_t session; /* random; written as 16 digits */
    int first_place;
    const struct experience_events_row *rows;
    int rows_len;
};
void experience_events_write_head(struct text *t, const struct experience_events_head *head);
void experience_events_write_list(struct text *t, const struct experience_events_list *list);

/* The model with its card, one line; `t` fails when it is too small. */
void experience_model_write(struct text *t, const struct experience_model *m);
/*
 *   ERR_CORRUPT   cut, or changed since it was written
 *   ERR_INVALID   not a model of this version
 *   ERR_LIMIT     too large, or the arena is full
 */
MUST_USE enum err experience_model_read(struct ctx *ctx, struct slice bytes,
                                        struct experience_model *ret_model);

#endif
