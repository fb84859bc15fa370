/* SPDX-License-Identifier: EUPL-1.2 */
/* What of an employment goes into the audit log: that it began and ended, and who decides. */
#include "service/audit.h"
#include "service/employee_parts.h"
#include "storage/account_store.h"
#include "storage/organisation_store.h"

static enum err
put_code(struct db *db, struct text *t, const char *name, struct account_id id)
{
    struct account a = {.code = SLICE("")};

    if (id.n != 0)
        TRY(account_store_by_id(db, id, &a));
    text_printf(t, "%s\"%s\":\"%.*s\"", t->len > 1 ? "," : "", name, SLICE_ARG(a.code));
    return OK;
}

static enum err
put_detail(struct db *db, const struct employment *e, struct slice *ret_detail)
{
    struct text t = text_init(db_ctx(db)->arena, AUDIT_DETAIL_BYTES_MAX);

    text_putc(&t, '{');
    TRY(put_code(db, &t, "superior", e->superior));
    TRY(put_code(db, &t, "deputy", e->deputy));
    text_putc(&t, '}');
    return text_end(&t, ret_detail);
}

enum err
employee_note(struct db *db, const struct employee_use *use, const struct employment *before,
              const struct employment *after)
{
    struct day today = day_of(db_ctx(db)->now);
    bool is_new = before == NULL;
    bool begins = is_new || (!employment_is_current(before, today) && /* it goes on again */
                             employment_is_current(after, today));
    bool ends = after->has_last_day &&
                (is_new || !before->has_last_day || before->last_day.n != after->last_day.n);
    bool decides =
        is_new ? after->superior.n != 0 || after->deputy.n != 0
               : before->superior.n != after->superior.n || before->deputy.n != after->deputy.n;
    struct audit_entry e = {.actor = use->actor->code};
    struct organisation o = {0};
    struct account a = {.code = SLICE("")};

    if (!begins && !ends && !decides)
        return OK;
    TRY(organisation_store_by_id(db, db_ctx(db)->arena, use->organisation, &o));
    TRY(account_store_by_id(db, after->account, &a));
    e.organisation = o.code;
    e.subject = a.code;
    e.action = "employment.begin";
    TRY(begins ? audit_add(db, &e) : OK);
    e.action = "employment.end";
    TRY(ends ? audit_add(db, &e) : OK);
    if (!decides)
        return OK;
    e.action = "employment.superior";
    TRY(put_detail(db, after, &e.detail));
    return audit_add(db, &e);
}

enum err
employee_note_of(struct db *db, const struct employee_use *use, const char *action,
                 struct slice code)
{
    struct organisation o = {0};

    TRY(organisation_store_by_id(db, db_ctx(db)->arena, use->organisation, &o));
    return audit_add(db, &(struct audit_entry){.actor = use->actor->code,
                                               .organisation = o.code,
                                               .action = action,
                                               .subject = code});
}
