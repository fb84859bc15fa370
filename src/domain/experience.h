/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Experience: what many people did with the lists of matches they were shown, and the small
 * correction that is learnt from it.
 *
 * Events are lists: which blocks stood at which place, and how far somebody went with each. A
 * session is a random number that one person's lists of one collection share; it is made for
 * the collection and thrown away with it (LEARN-2). Nothing else about the person is known
 * here: no name, no job, no rating, no check result.
 *
 * A model holds thousandths of points of the match score: per block, provider, format, and per
 * overlap of topics. Its sum is rounded and bounded to EXPERIENCE_POINTS_MAX (LEARN-4).
 * Trained by engine/match_learn.h, used by engine/match_model.h, files by
 * exchange/experience_json.h. Lists are noted by service/experience_service.h, of those who agreed.
 */
#ifndef KC_DOMAIN_EXPERIENCE_H
#define KC_DOMAIN_EXPERIENCE_H

#include "base/day.h"
#include "base/limits.h"
#include "base/slice.h"
#include "domain/module.h"

/* How far somebody went with a block they were shown; each includes the ones before it. */
enum experience_deed {
    DEED_NOTHING,
    DEED_OPENED,
    DEED_KEPT, /* for the plan */
    DEED_BOOKED,
    DEED_COMPLETED,
    DEEDS
};

/* Topics that the block and the interests of the reader have in common. */
enum experience_overlap { OVERLAP_NONE, OVERLAP_ONE, OVERLAP_MORE, OVERLAPS };

/* One block in one list. */
struct experience_row {
    uint32_t module; /* index */
    uint32_t session;
    uint16_t provider;
    uint8_t format;   /* enum module_format */
    uint8_t overlap;  /* enum experience_overlap */
    uint8_t score;    /* 0..100: of the match, without experience */
    uint8_t position; /* 1..EXPERIENCE_POSITIONS_MAX */
    uint8_t deed;
};

/* A block of a list as it is noted for one person. */
struct experience_shown {
    struct module_id module;
    uint8_t overlap; /* enum experience_overlap */
    uint8_t score;   /* 0..100: of the match, without experience */
};

/* A list that one person was shown. */
struct experience_list {
    struct day day;
    int first_place; /* 1..EXPERIENCE_POSITIONS_MAX */
    struct experience_shown shown[EXPERIENCE_POSITIONS_MAX];
    int shown_len; /* first_place + shown_len - 1 <= EXPERIENCE_POSITIONS_MAX */
};

/* One block of one list, as it is handed on. */
struct experience_kept {
    int64_t list;  /* number of the list, in the database; never handed on */
    int64_t guest; /* likewise, whose */
    struct day day;
    struct module_id module;
    uint8_t overlap;
    uint8_t score;
    uint8_t place;
    uint8_t deed;
};

struct experience_events {
    const struct experience_row *rows;
    size_t rows_len;
    const struct slice *modules; /* codes, by index */
    uint32_t modules_len;
    const struct slice *providers;
    uint32_t providers_len;
    uint32_t sessions_len;
    uint32_t lists_len;
    uint32_t lists_ignored; /* beyond EXPERIENCE_LISTS_PER_SESSION_MAX; not in rows */
    struct day first;       /* days of the first and the last list */
    struct day last;
    uint64_t checksum; /* of the file */
};

struct experience_effect {
    struct slice code;
    int32_t milli; /* thousandths of a point */
    uint32_t people;
};

/* Thousandths of points stay within what all points together could be. */
enum { EXPERIENCE_MILLI_MAX = EXPERIENCE_POINTS_MAX * 1000 };

struct experience_model {
    /* the card: what it was learnt from */
    struct day first;
    struct day last;
    uint32_t lists;
    uint32_t lists_ignored;
    uint32_t people; /* sessions */
    uint64_t deeds[DEEDS];
    uint64_t events_checksum;
    /* how it was learnt */
    int32_t examination_milli[EXPERIENCE_POSITIONS_MAX]; /* thousandths, the first is 1000 */
    int positions;
    int32_t doubling_milli; /* so many points are worth twice as many choices */
    /* what was learnt; effects ascending by code */
    int32_t overlap_milli[OVERLAPS];
    int32_t format_milli[FORMATS];
    struct experience_effect *providers;
    int providers_len;
    struct experience_effect *modules;
    int modules_len;
};

/* Whether the bounds and orders above hold. For assert(), for files just read. */
bool experience_model_is_sound(const struct experience_model *m);

/* "nothing", "opened", "kept", "booked", "completed" */
const char *experience_deed_code(enum experience_deed deed);
MUST_USE enum err experience_deed_parse(struct slice code, enum experience_deed *ret_deed);

#endif
