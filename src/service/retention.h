/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long what is kept: one table, and what carries it out (PRIVACY-9, PRIVACY-10). The running
 * server does so at its start and every hour, `kommunalcampus retention` whenever somebody wants.
 */
#ifndef KC_SERVICE_RETENTION_H
#define KC_SERVICE_RETENTION_H

#include "base/ctx.h"
#include "base/day.h"
#include "base/text.h"

struct database;
struct db;

enum { RETENTION_SETTING = -1 }; /* the setting guest_days */

struct retention_rule {
    const char *kind; /* "guest": its name in the log */
    const char *tables;
    int hours;        /* after `from`; 0: at once; or RETENTION_SETTING */
    const char *from; /* from which moment on */
    const char *why;
    /* What is of before `before` goes. ERR_... of the stores. */
    enum err (*run)(struct db *db, struct instant before, int64_t *ret_deleted);
};
extern const struct retention_rule RETENTION_RULES[];
extern const int RETENTION_RULES_LEN;
enum { RETENTION_RULES_MAX = 32 };

struct retention_wish {
    int guest_days;
    bool dry_run; /* count what would go, and leave it */
    int skip;     /* for the test that shows what each rule is for; -1 in the program */
};
struct retention_report {
    int64_t deleted[RETENTION_RULES_MAX]; /* by rule */
    int64_t sum;
};
/*
 * As of ctx->now, each rule in a transaction of its own; one that fails does not keep the others
 * from running, and the first failure is answered in the end.
 */
MUST_USE enum err retention_run(struct ctx *ctx, struct database *db,
                                const struct retention_wish *wish,
                                struct retention_report *ret_report);
int64_t retention_hours(const struct retention_rule *rule, int guest_days);
/* "guest=3 mail=1", nothing of what lost nothing: for the log. */
void retention_put(struct text *t, const struct retention_report *report);

#endif
