/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is kept of one check: enough to go on after the server was killed, and to say again what
 * it found (engine/check_session.h says why this is enough). Sealed before it is stored.
 *
 * An answer is kept as its credit: what was chosen or typed is forgotten at once.
 */
#ifndef KC_SERVICE_CHECK_RECORD_H
#define KC_SERVICE_CHECK_RECORD_H

#include "base/ctx.h"
#include "base/day.h"
#include "engine/irt_ability.h"

struct check_given {
    struct slice item; /* code */
    uint8_t credit;    /* category, 0 for "Weiß ich nicht" as well */
    bool unknown;      /* it was "Weiß ich nicht" */
    struct instant at;
};

/* A competence of the check, in the order in which the session numbers them. */
struct check_subject {
    struct slice competence; /* code */
    int8_t rated;            /* own rating when it began, 0..8; -1: none */
    int8_t target;           /* what the job asked for then, 1..8; -1: nothing */
    struct irt_prior prior;
};

struct check_record {
    struct slice scope; /* "digital", "D1" or "job:CODE": what the person chose */
    uint64_t seed;
    struct slice
        gives;    /* "de", "en": the answers are given for calibration (CHECK-43); else empty */
    int64_t bank; /* number of the bank it is computed from (CHECK-42) */
    struct instant begun;
    struct instant ended; /* ms == 0: not yet */
    struct check_subject *subjects;
    int subjects_len;        /* 1..CHECK_COMPETENCES_MAX */
    struct slice *held_back; /* codes of items with CHECK_HELD_BACK */
    int held_back_len;
    struct slice *rare; /* with CHECK_RARE */
    int rare_len;
    struct slice *recent; /* with CHECK_RECENT */
    int recent_len;
    struct check_given *given; /* in the order of asking */
    int given_len;
};

/* As JSON (kommunalcampus-check/1), in ctx->arena. ERR_LIMIT: over CHECK_RECORD_BYTES_MAX. */
MUST_USE enum err check_record_write(struct ctx *ctx, const struct check_record *r,
                                     struct slice *ret_bytes);
/* ERR_CORRUPT when the bytes are no such record. Everything lives in ctx->arena. */
MUST_USE enum err check_record_read(struct ctx *ctx, struct slice bytes,
                                    struct check_record *ret_record);

#endif
