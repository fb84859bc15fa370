/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates of a block (PUBLISH-10). They need no second person and no new version: of a block in the
 * catalogue they change there at once; of one that is not there yet they are part of its draft.
 */
#include "exchange/sheet_json.h"
#include "service/publish_parts.h"
#include "storage/module_store.h"

uint64_t
publish_run_mark(const struct run_sheet *run)
{
    uint64_t mark = 0;

    for (int i = 0; i < RUN_FIELDS; i++)
        mark = mark * 1099511628211u + slice_hash(slice_trim(run->fields[i]));
    return mark;
}

static enum err
changed_meanwhile(struct db *db, const struct publish_use *u)
{
    return fail(db_ctx(db), ERR_CONFLICT, "a run of %.*s is not as it was seen",
                SLICE_ARG(u->code));
}

/* --- in a draft --------------------------------------------------------------------- */

static enum err
open_draft(struct db *db, struct publish_use *u, struct module_version *ret_version)
{
    struct module_version_list all = {.at = NULL};

    TRY(module_version_store_of_code(db, u->desk->organisation.id, u->code, &all));
    if (all.len == 0)
        return ERR_NOT_FOUND;
    if (all.at[0].state != MODULE_DRAFT)
        return fail(db_ctx(db), ERR_CONFLICT, "version %lld is %s", (long long)all.at[0].id.n,
                    module_state_code(all.at[0].state));
    *ret_version = all.at[0];
    return OK;
}

static int
index_of(const struct module_sheet *s, struct slice code)
{
    for (int i = 0; i < s->runs_len; i++) {
        if (slice_eq(slice_trim(s->runs[i].fields[RUN_CODE]), code))
            return i;
    }
    return -1;
}

/* One more than the largest number that is a code. */
static enum err
next_code(struct db *db, int64_t largest, struct slice *ret_code)
{
    struct text t = text_init(db_ctx(db)->arena, 24);

    text_int(&t, largest + 1);
    return text_end(&t, ret_code);
}

static int64_t
number_of(struct slice code)
{
    int64_t n = 0;

    return slice_int(code, 1, INT32_MAX, &n) == OK ? n : 0;
}

/* PUBLISH-2: a date makes nobody the author, or who wrote the text could have a colleague add one
 * and publish alone. */
static enum err
draft_keep(struct db *db, struct module_version *v, const struct module_sheet *sheet)
{
    TRY(sheet_json_write(db_ctx(db), sheet, &v->content));
    return module_version_store_save(db, v);
}

/* The format as far as the draft says one: an unknown one is told there, not here. */
static enum module_format
format_of(const struct module_sheet *sheet)
{
    enum module_format format = FORMAT_IN_PERSON;

    if (module_format_parse(slice_trim(sheet->fields[BLOCK_FORMAT]), &format) != OK)
        return FORMAT_LIVE_ONLINE;
    return format;
}

enum err
publish_run_check(struct db *db, const struct publish_use *u, enum module_format format,
                  struct run *ret_run)
{
    struct venue v;

    *u->faults = (struct block_faults){.len = 0};
    TRY(sheet_run_read(db_ctx(db)->arena, u->run, (struct sheet_run_at){format, 0}, ret_run,
                       u->faults));
    if (u->faults->count == 0 && module_format_is_local(format)) {
        enum err e = publish_place(db, u, u->run, &v);

        if (e != ERR_NOT_FOUND)
            return e;
        sheet_fault_add(u->faults, (struct block_fault){0, RUN_POSTCODE, BLOCK_NO_PLACE,
                                                        u->run->fields[RUN_POSTCODE]});
    }
    return OK;
}

static enum err
is_whole(struct db *db, const struct publish_use *u)
{
    return u->faults->count == 0
               ? OK
               : fail(db_ctx(db), ERR_INVALID, "a run with %d faults", u->faults->count);
}

static enum err
save_in_draft(struct db *db, struct publish_use *u)
{
    struct slice code = slice_trim(u->run->fields[RUN_CODE]);
    struct module_version v = {.version = 0};
    struct module_sheet sheet = {.runs = NULL};
    struct run run;
    int64_t largest = 0;
    int at;

    TRY(open_draft(db, u, &v));
    TRY(publish_sheet(db, &v, &sheet));
    TRY(publish_run_check(db, u, format_of(&sheet), &run));
    TRY(is_whole(db, u));
    at = index_of(&sheet, code);
    if (code.len > 0 && (at < 0 || publish_run_mark(&sheet.runs[at]) != u->seen))
        return changed_meanwhile(db, u);
    if (at < 0) {
        if (sheet.runs_len == BLOCK_RUNS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d runs", BLOCK_RUNS_MAX);
        for (int i = 0; i < sheet.runs_len; i++) {
            int64_t n = number_of(sheet.runs[i].fields[RUN_CODE]);

            largest = n > largest ? n : largest;
        }
        at = sheet.runs_len++; /* the array has room for one more (sheet_json_read()) */
        TRY(next_code(db, largest, &code));
    }
    sheet.runs[at] = *u->run;
    sheet.runs[at].fields[RUN_CODE] = code;
    return draft_keep(db, &v, &sheet);
}

static enum err
cancel_in_draft(struct db *db, struct publish_use *u)
{
    struct module_version v = {.version = 0};
    struct module_sheet sheet = {.runs = NULL};
    int at;

    TRY(open_draft(db, u, &v));
    TRY(publish_sheet(db, &v, &sheet));
    at = index_of(&sheet, slice_trim(u->run->fields[RUN_CODE]));
    if (at < 0)
        return ERR_NOT_FOUND;
    if (publish_run_mark(&sheet.runs[at]) != u->seen)
        return changed_meanwhile(db, u);
    for (int i = at; i + 1 < sheet.runs_len; i++)
        sheet.runs[i] = sheet.runs[i + 1];
    sheet.runs_len--;
    return draft_keep(db, &v, &sheet);
}

/* --- in the catalogue ------------------------------------------------------------------ */

static int
run_index(const struct module *m, struct slice code)
{
    for (int i = 0; i < m->runs_len; i++) {
        if (slice_eq(m->runs[i].code, code))
            return i;
    }
    return -1;
}

static enum err
is_as_seen(struct db *db, const struct publish_use *u, const struct run *run)
{
    struct run_sheet now = {.fields = {{0}}};

    TRY(publish_run_sheet(db, u, run, &now));
    return publish_run_mark(&now) == u->seen ? OK : changed_meanwhile(db, u);
}

/* Takes the run out, or puts one in where its first day belongs. */
static void
take_out(struct module *m, int at)
{
    for (int i = at; i + 1 < m->runs_len; i++)
        m->runs[i] = m->runs[i + 1];
    m->runs_len--;
}

static void
put_in(struct module *m, struct run r)
{
    int k = m->runs_len++;

    for (; k > 0 && m->runs[k - 1].first.n > r.first.n; k--)
        m->runs[k] = m->runs[k - 1];
    m->runs[k] = r;
}

static enum err
one_more(struct db *db, struct module *m)
{
    struct run *runs = arena_array(db_ctx(db)->arena, struct run, (size_t)m->runs_len + 1);

    if (runs == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for runs");
    for (int i = 0; i < m->runs_len; i++)
        runs[i] = m->runs[i];
    m->runs = runs;
    return OK;
}

static enum err
offered_by_hand(struct db *db, const struct publish_use *u, const struct module *m)
{
    if (m->feed.len == 0 && !m->gone)
        return OK;
    return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is not offered, or a feed's",
                SLICE_ARG(u->code));
}

/* What was known of it stays: its seats that are taken, and who has it in a plan. */
static enum err
replace_run(struct db *db, struct publish_use *u, struct module *m, struct run *run)
{
    int at = run_index(m, run->code);

    if (at < 0)
        return changed_meanwhile(db, u);
    TRY(is_as_seen(db, u, &m->runs[at]));
    run->taken = m->runs[at].taken;
    if (run->taken > run->seats) {
        sheet_fault_add(u->faults,
                        (struct block_fault){0, RUN_SEATS, BLOCK_FEW, u->run->fields[RUN_SEATS]});
        return is_whole(db, u);
    }
    take_out(m, at);
    return OK;
}

enum err
publish_run_put(struct db *db, struct publish_use *u, struct module *m)
{
    struct run run = {.code = {0}};
    int64_t largest = 0;

    TRY(offered_by_hand(db, u, m));
    TRY(publish_run_check(db, u, m->format, &run));
    if (m->self_paced)
        sheet_fault_add(u->faults, (struct block_fault){0, RUN_FIRST, BLOCK_DATED, SLICE("")});
    TRY(is_whole(db, u));
    TRY(one_more(db, m));
    if (run.code.len > 0) {
        TRY(replace_run(db, u, m, &run));
    } else {
        if (m->runs_len >= BLOCK_RUNS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d runs", BLOCK_RUNS_MAX);
        for (int i = 0; i < m->runs_len; i++) {
            int64_t n = number_of(m->runs[i].code);

            largest = n > largest ? n : largest;
        }
        TRY(next_code(db, largest, &run.code));
    }
    TRY(publish_venue_save(db, u, u->run, &run));
    put_in(m, run);
    return OK;
}

static enum err
save_in_catalogue(struct db *db, struct publish_use *u, struct module *m)
{
    TRY(publish_run_put(db, u, m));
    TRY(module_store_save(db, m));
    return publish_tell(db, u, "module.run", u->code, 0);
}

static enum err
cancel_in_catalogue(struct db *db, struct publish_use *u, struct module *m)
{
    int at = run_index(m, u->run->fields[RUN_CODE]);

    TRY(offered_by_hand(db, u, m));
    if (at < 0)
        return ERR_NOT_FOUND;
    TRY(is_as_seen(db, u, &m->runs[at]));
    take_out(m, at);
    TRY(module_store_save(db, m));
    return publish_tell(db, u, "module.run_cancel", u->code, 0);
}

/* --- both ------------------------------------------------------------------------------- */

static enum err
use_save(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module present = {.id = {0}};

    TRY(publish_module(db, u, u->code, &present));
    return present.id.n == 0 ? save_in_draft(db, u) : save_in_catalogue(db, u, &present);
}

enum err
publish_run_save(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                 const struct publish_run *run, struct block_faults *ret_faults)
{
    struct publish_use u = {
        .desk = desk, .code = code, .run = run->sheet, .seen = run->seen, .faults = ret_faults};

    *ret_faults = (struct block_faults){.len = 0};
    return publish_write(ctx, &u, use_save);
}

static enum err
use_cancel(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct module present = {.id = {0}};

    TRY(publish_module(db, u, u->code, &present));
    return present.id.n == 0 ? cancel_in_draft(db, u) : cancel_in_catalogue(db, u, &present);
}

enum err
publish_run_cancel(struct ctx *ctx, const struct publish_desk *desk, struct slice code,
                   struct slice run, uint64_t seen)
{
    struct run_sheet named = {.fields = {[RUN_CODE] = run}};
    struct publish_use u = {.desk = desk, .code = code, .run = &named, .seen = seen};

    return publish_write(ctx, &u, use_cancel);
}
