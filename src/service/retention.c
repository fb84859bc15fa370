/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/retention.h"

#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/address_store.h"
#include "storage/block_upload_store.h"
#include "storage/check_share_store.h"
#include "storage/check_store.h"
#include "storage/consent_store.h"
#include "storage/directory_store.h"
#include "storage/employee_import_store.h"
#include "storage/employment_store.h"
#include "storage/experience_store.h"
#include "storage/guess_store.h"
#include "storage/guest_store.h"
#include "storage/identity_store.h"
#include "storage/mail_store.h"
#include "storage/reach.h"
#include "storage/role_store.h"
#include "storage/session_store.h"

enum { DAY_HOURS = 24 };

/* --- the rules ---------------------------------------------------------------- */

/* A share says itself when it ends, a session too: `before` is now. */
static enum err
run_shares(struct db *db, struct instant before, int64_t *ret_deleted)
{
    (void)before;
    return check_share_store_expire(db, ret_deleted);
}

static enum err
run_lists(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return employee_import_store_forget(db, (struct account_id){0}, before, ret_deleted);
}

static enum err
run_uploads(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return block_upload_store_forget(db, 0, before, ret_deleted);
}

static enum err
run_consents(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return consent_store_expire(db, day_of(before), ret_deleted);
}

/* ORG-23: with its events in the audit log. */
static enum err
run_roles(struct db *db, struct instant before, int64_t *ret_deleted)
{
    struct role_holder *holders = NULL;
    int len = 0;

    TRY(role_store_ended(db, (struct organisation_id){0}, day_of(before), &holders, &len));
    TRY(role_change_end(db, NULL, (struct organisation_id){0}));
    *ret_deleted = len;
    return OK;
}

static enum err
run_employments(struct db *db, struct instant before, int64_t *ret_deleted)
{
    return employment_store_expire(db, day_of(before), ret_deleted);
}

const struct retention_rule RETENTION_RULES[] = {
    {"guest", "guest and what hangs on it, saved_search, accepted_plan", RETENTION_SETTING,
     "last use", "nobody comes back to it", guest_store_expire},
    {"check", "check_person, check_run, check_share", RETENTION_SETTING,
     "last check begun or answered", "nobody comes back to it", check_store_expire},
    {"share", "check_share, check_share_look", 0, "end of its last day", "the person chose the day",
     run_shares},
    {"session", "account_session", 0, "end of the session (12 hours unused, 14 days in all)",
     "it opens nothing any more", session_store_expire},
    {"link", "account_token", 0, "end of the link (1 hour to 14 days)", "it opens nothing any more",
     account_store_expire_tokens},
    {"once", "once", 0, "end of what was used", "it would be refused anyway",
     identity_store_once_expire},
    {"guess", "guess", GUESS_FORGET_HOURS, "last wrong attempt", "guessing is slowed for a day",
     guess_store_expire},
    {"unconfirmed", "account", TOKEN_CONFIRM_HOURS, "registration",
     "nobody showed that the address is theirs", account_store_forget_unconfirmed},
    {"experience", "experience_list, experience_shown", EXPERIENCE_KEPT_DAYS *DAY_HOURS,
     "day on which it was shown", "old lists say little about the offers of today",
     experience_store_expire},
    {"mail", "mail", MAIL_KEPT_DAYS *DAY_HOURS, "when it was written",
     "to find out what became of it", mail_store_expire},
    {"address", "address_undo", MAIL_KEPT_DAYS *DAY_HOURS, "when the mail to it was written",
     "mails to it are forgotten then", address_store_expire},
    {"list", "employee_import", DAY_HOURS, "upload", "a preview that nobody confirmed", run_lists},
    {"upload", "block_upload", DAY_HOURS, "upload", "a preview that nobody confirmed", run_uploads},
    {"token", "directory_token", SCIM_TOKEN_KEPT_DAYS *DAY_HOURS, "its end",
     "who made it sees what became of it", directory_store_expire},
    {"role", "role_grant", 0, "last day of the work that it came with", "the task is over",
     run_roles},
    {"consent", "consent", CONSENT_DAYS *DAY_HOURS, "the day that it was given or taken back",
     "it holds no longer, and claims from it become time-barred", run_consents},
    {"employment", "employment", EMPLOYMENT_KEPT_DAYS *DAY_HOURS, "last day of the work",
     "claims from it become time-barred (sections 195, 199 BGB)", run_employments},
};
const int RETENTION_RULES_LEN = ARRAY_LEN(RETENTION_RULES);
_Static_assert(ARRAY_LEN(RETENTION_RULES) <= RETENTION_RULES_MAX, "a report has room for all");

int64_t
retention_hours(const struct retention_rule *rule, int guest_days)
{
    return rule->hours == RETENTION_SETTING ? (int64_t)guest_days * DAY_HOURS : rule->hours;
}

/* --- carrying them out ---------------------------------------------------------- */

struct use {
    const struct retention_rule *rule;
    struct instant before;
    bool dry_run;
    bool counted;
    int64_t deleted;
};

/* A dry run does what a true one does, and takes it back: the two cannot differ. */
static enum err
use_rule(struct db *db, void *arg)
{
    struct use *u = arg;

    u->deleted = 0;
    u->counted = false;
    TRY(u->rule->run(db, u->before, &u->deleted));
    u->counted = true;
    return u->dry_run ? ERR_CONFLICT : OK;
}

static enum err
run_rule(struct ctx *ctx, struct database *db, struct use *u)
{
    enum err e = reach_write(db, ctx, ACROSS_NIGHT, use_rule, u);

    if (e != ERR_CONFLICT || !u->dry_run || !u->counted)
        return e;
    ctx_clear(ctx);
    return OK;
}

enum err
retention_run(struct ctx *ctx, struct database *db, const struct retention_wish *wish,
              struct retention_report *ret_report)
{
    enum err first = OK;

    *ret_report = (struct retention_report){.sum = 0};
    for (int i = 0; i < RETENTION_RULES_LEN; i++) {
        const struct retention_rule *r = &RETENTION_RULES[i];
        int64_t ms = retention_hours(r, wish->guest_days) * 3600000;
        struct use u = {.rule = r, .before = {ctx->now.ms - ms}, .dry_run = wish->dry_run};
        enum err e = i == wish->skip ? OK : run_rule(ctx, db, &u);

        if (e != OK) {
            first = first == OK ? e : first;
            ctx_clear(ctx);
            continue;
        }
        ret_report->deleted[i] = u.deleted;
        ret_report->sum += u.deleted;
    }
    return first == OK ? OK : fail(ctx, first, "not everything that is old could be deleted");
}

void
retention_put(struct text *t, const struct retention_report *report)
{
    const char *between = "";

    for (int i = 0; i < RETENTION_RULES_LEN; i++) {
        if (report->deleted[i] == 0)
            continue;
        text_printf(t, "%s%s=%lld", between, RETENTION_RULES[i].kind,
                    (long long)report->deleted[i]);
        between = " ";
    }
}
