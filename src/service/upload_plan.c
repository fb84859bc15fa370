/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/upload_plan.h"

#include "base/unicode.h"
#include "service/publish_parts.h"

struct maker {
    struct db *db;
    const struct publish_use *use;
    struct upload_plan *plan;
    struct provider_blocks own;
    struct slice *titles;           /* of own, folded */
    int *lines;                     /* of own: the line that means it; 0: none yet */
    const struct list_entry *entry; /* at hand */
    struct upload_block *block;     /* likewise */
    struct upload_kept kept;        /* likewise */
};

static struct arena *
arena_of(const struct maker *m)
{
    return db_ctx(m->db)->arena;
}

static enum err
complain(struct maker *m, struct list_problem problem)
{
    return block_list_add_problem(arena_of(m), m->plan->list, problem);
}

static enum err
complain_of(struct maker *m, int line, int column, enum list_fault fault, struct slice value)
{
    return complain(
        m, (struct list_problem){.line = line, .column = column, .fault = fault, .value = value});
}

/* --- what is kept -------------------------------------------------------------------- */

/* Dates of the catalogue, with the words of their places. */
static enum err
put_catalogue_runs(struct db *db, const struct publish_use *u, struct upload_kept *k)
{
    const struct module *m = &k->present;

    k->sheet.runs_len = 0;
    k->sheet.runs = arena_array(db_ctx(db)->arena, struct run_sheet, (size_t)m->runs_len + 1);
    if (k->sheet.runs == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for runs");
    for (int i = 0; i < m->runs_len; i++)
        TRY(publish_run_sheet(db, u, &m->runs[i], &k->sheet.runs[k->sheet.runs_len++]));
    return OK;
}

enum err
upload_kept_load(struct db *db, const struct publish_use *u, struct slice code,
                 struct upload_kept *ret_kept)
{
    struct upload_kept *k = ret_kept;
    const struct module_version *open;

    *k = (struct upload_kept){.history = {.at = NULL}};
    TRY(module_version_store_of_code(db, u->desk->organisation.id, code, &k->history));
    TRY(publish_module(db, u, code, &k->present));
    if (k->history.len == 0 && k->present.id.n == 0)
        return ERR_NOT_FOUND;
    open = publish_open_one(&k->history);
    if (open != NULL)
        TRY(publish_sheet(db, open, &k->sheet));
    else
        TRY(publish_latest_sheet(db, u, &k->present, &k->history, &k->sheet));
    return k->present.id.n != 0 ? put_catalogue_runs(db, u, k) : OK;
}

/* --- which block ------------------------------------------------------------------------ */

static enum err
load_own(struct maker *m)
{
    TRY(module_version_store_all_blocks(m->db, m->use->provider, m->use->desk->organisation.id,
                                        &m->own));
    m->titles = arena_array(arena_of(m), struct slice, (size_t)m->own.len + 1);
    m->lines = arena_array(arena_of(m), int, (size_t)m->own.len + 1);
    if (m->titles == NULL || m->lines == NULL)
        return fail(db_ctx(m->db), ERR_LIMIT, "no memory for blocks");
    for (int i = 0; i < m->own.len; i++)
        TRY(unicode_fold(arena_of(m), slice_trim(m->own.at[i].title), &m->titles[i]));
    return OK;
}

static int
by_code(const struct maker *m, struct slice code)
{
    for (int i = 0; i < m->own.len; i++) {
        if (slice_eq(m->own.at[i].code, code))
            return i;
    }
    return -1;
}

/* -1: none; -2: more than one. */
static enum err
by_title(const struct maker *m, struct slice title, int *ret_at)
{
    struct slice folded = {0};

    *ret_at = -1;
    TRY(unicode_fold(arena_of(m), title, &folded));
    for (int i = 0; i < m->own.len; i++) {
        if (slice_eq(m->titles[i], folded))
            *ret_at = *ret_at == -1 ? i : -2;
    }
    return OK;
}

/* PUBLISH-14. `ret_at` -1: a new block; -2: there was something to complain of. */
static enum err
find_block(struct maker *m, int *ret_at)
{
    const struct list_entry *e = m->entry;
    struct slice title = e->sheet.fields[BLOCK_TITLE];
    int at = e->code.len > 0 ? by_code(m, e->code) : -1;

    if (at < 0 && e->code.len > 0 && !e->code_is_made) {
        *ret_at = -2;
        return complain_of(m, e->line, LIST_CODE, LIST_CODE_UNKNOWN, e->code);
    }
    if (at < 0)
        TRY(by_title(m, title, &at));
    if (at == -2)
        TRY(complain_of(m, e->line, LIST_BLOCK + BLOCK_TITLE, LIST_TITLE_AMBIGUOUS, title));
    if (at >= 0 && m->lines[at] != 0) {
        TRY(complain(m, (struct list_problem){.line = e->line,
                                              .column = e->code.len > 0 ? LIST_CODE
                                                                        : LIST_BLOCK + BLOCK_TITLE,
                                              .fault = LIST_BLOCK_TWICE,
                                              .other_line = m->lines[at]}));
        at = -2;
    }
    if (at >= 0)
        m->lines[at] = e->line;
    *ret_at = at;
    return OK;
}

/* Two new blocks of one title: of a list they are one, of a feed two courses. */
static enum err
check_new_title(struct maker *m, bool *ret_twice)
{
    struct slice title = m->entry->sheet.fields[BLOCK_TITLE];

    *ret_twice = false;
    for (const struct upload_block *b = m->plan->blocks; b < m->block; b++) {
        if (b->code.len > 0 || !slice_eq(b->entry->sheet.fields[BLOCK_TITLE], title))
            continue;
        *ret_twice = true;
        return complain(m, (struct list_problem){.line = m->entry->line,
                                                 .column = LIST_BLOCK + BLOCK_TITLE,
                                                 .fault = LIST_BLOCK_TWICE,
                                                 .other_line = b->entry->line});
    }
    return OK;
}

/* --- which date ------------------------------------------------------------------------- */

/* `ret_at`: index among the kept ones; -1: a new one; -2: complained of. PUBLISH-16. */
static enum err
find_run(struct maker *m, int i, int *ret_at)
{
    const struct run_sheet *wanted = &m->entry->sheet.runs[i];
    const struct module_sheet *kept = &m->kept.sheet;
    int line = m->entry->run_lines[i];
    struct slice code = slice_trim(wanted->fields[RUN_CODE]);
    struct list_run_key key = {{DAY_MIN}, {0}};

    *ret_at = -1;
    if (code.len == 0)
        TRY(list_run_key(arena_of(m), wanted, &key));
    for (int k = 0; k < kept->runs_len; k++) {
        struct list_run_key here = {{DAY_MIN}, {0}};
        bool same = slice_eq(slice_trim(kept->runs[k].fields[RUN_CODE]), code);

        if (code.len == 0) {
            TRY(list_run_key(arena_of(m), &kept->runs[k], &here));
            same = list_run_key_same(&key, &here);
        }
        if (same && *ret_at >= 0) {
            *ret_at = -2;
            return complain_of(m, line, LIST_RUN + RUN_FIRST, LIST_RUN_AMBIGUOUS, SLICE(""));
        }
        *ret_at = same ? k : *ret_at;
    }
    if (*ret_at == -1 && code.len > 0) {
        *ret_at = -2;
        return complain_of(m, line, LIST_RUN + RUN_CODE, LIST_RUN_UNKNOWN, code);
    }
    return OK;
}

/* Two lines that mean one date: the same kept one, or two new ones with one key. */
static enum err
check_run_twice(struct maker *m, const int *chosen, int i)
{
    struct list_run_key key = {{DAY_MIN}, {0}};

    TRY(list_run_key(arena_of(m), &m->entry->sheet.runs[i], &key));
    for (int k = 0; k < i; k++) {
        struct list_run_key other = {{DAY_MIN}, {0}};
        bool same = chosen[i] >= 0 && chosen[k] == chosen[i];

        if (chosen[i] == -1 && chosen[k] == -1) {
            TRY(list_run_key(arena_of(m), &m->entry->sheet.runs[k], &other));
            same = list_run_key_same(&key, &other);
        }
        if (same)
            return complain(m, (struct list_problem){.line = m->entry->run_lines[i],
                                                     .column = LIST_RUN + RUN_FIRST,
                                                     .fault = LIST_RUN_TWICE,
                                                     .other_line = m->entry->run_lines[k]});
    }
    return OK;
}

static enum err
plan_run(struct maker *m, int i, int at)
{
    static const struct run_sheet none = {.fields = {{0}}};
    struct upload_run *r = &m->block->runs[m->block->runs_len++];
    const struct run_sheet *kept = at >= 0 ? &m->kept.sheet.runs[at] : &none;

    *r = (struct upload_run){.line = m->entry->run_lines[i], .step = UPLOAD_NEW};
    list_merge_run(m->plan->list, kept, &m->entry->sheet.runs[i], &r->sheet);
    if (at >= 0) {
        r->seen = publish_run_mark(kept);
        TRY(list_run_differs(arena_of(m), kept, &r->sheet, &r->differs));
        r->step = r->differs != 0 ? UPLOAD_CHANGED : UPLOAD_SAME;
    }
    m->block->runs_new += r->step == UPLOAD_NEW;
    m->block->runs_changed += r->step == UPLOAD_CHANGED;
    return OK;
}

static enum err
plan_runs(struct maker *m)
{
    int len = m->entry->sheet.runs_len;
    int *chosen = arena_array(arena_of(m), int, (size_t)len + 1);

    m->block->runs = arena_array(arena_of(m), struct upload_run, (size_t)len + 1);
    if (chosen == NULL || m->block->runs == NULL)
        return fail(db_ctx(m->db), ERR_LIMIT, "no memory for runs");
    for (int i = 0; i < len; i++) {
        TRY(find_run(m, i, &chosen[i]));
        if (chosen[i] == -2)
            continue;
        TRY(check_run_twice(m, chosen, i));
        TRY(plan_run(m, i, chosen[i]));
    }
    if (m->kept.sheet.runs_len + m->block->runs_new > BLOCK_RUNS_MAX)
        return complain_of(m, m->entry->line, LIST_LINE, LIST_RUNS_MANY, SLICE(""));
    return OK;
}

/* --- what stands in the way -------------------------------------------------------------- */

/* What a draft may lack: PUBLISH-9. Nobody can tell the map where nothing is written. */
static bool
is_missing(const struct block_fault *f)
{
    return f->run < 0
               ? f->wrong == BLOCK_MISSING && f->field != BLOCK_TITLE
               : f->wrong == BLOCK_MISSING || (f->wrong == BLOCK_NO_PLACE && f->value.len == 0);
}

/* `line` of the run that faults speak of. */
static enum err
put_fault(struct maker *m, const struct block_fault *f, int line)
{
    if (is_missing(f)) {
        m->block->missing++;
        return OK;
    }
    return complain(m,
                    (struct list_problem){.line = line,
                                          .column = (f->run < 0 ? LIST_BLOCK : LIST_RUN) + f->field,
                                          .fault = LIST_WRONG,
                                          .wrong = f->wrong,
                                          .value = f->value});
}

/* All dates of a block that has never been published: kept ones, as changed, and new ones. */
static enum err
put_draft_runs(struct maker *m, int **ret_lines)
{
    struct upload_block *b = m->block;
    const struct module_sheet *kept = &m->kept.sheet;
    size_t room = (size_t)kept->runs_len + (size_t)b->runs_len + 1;
    int *lines = arena_array(arena_of(m), int, room);

    b->sheet.runs = arena_array(arena_of(m), struct run_sheet, room);
    if (lines == NULL || b->sheet.runs == NULL)
        return fail(db_ctx(m->db), ERR_LIMIT, "no memory for runs");
    for (int i = 0; i < kept->runs_len; i++) {
        b->sheet.runs[i] = kept->runs[i];
        lines[i] = m->entry->line;
        for (int k = 0; k < b->runs_len; k++) {
            if (b->runs[k].step == UPLOAD_NEW ||
                !slice_eq(b->runs[k].sheet.fields[RUN_CODE], kept->runs[i].fields[RUN_CODE]))
                continue;
            b->sheet.runs[i] = b->runs[k].sheet;
            lines[i] = b->runs[k].line;
        }
    }
    b->sheet.runs_len = kept->runs_len;
    for (int k = 0; k < b->runs_len; k++) {
        if (b->runs[k].step != UPLOAD_NEW)
            continue;
        lines[b->sheet.runs_len] = b->runs[k].line;
        b->sheet.runs[b->sheet.runs_len++] = b->runs[k].sheet;
    }
    *ret_lines = lines;
    return OK;
}

static enum err
check_text(struct maker *m)
{
    struct publish_made made = {.faults = {.len = 0}};
    int *lines = NULL;

    if (!m->block->in_catalogue)
        TRY(put_draft_runs(m, &lines));
    if (m->block->sheet.runs_len > BLOCK_RUNS_MAX)
        return OK; /* that was said */
    TRY(publish_module_of(m->db, m->use, &m->block->sheet, &m->kept.present, &made));
    for (int i = 0; i < made.faults.len; i++) {
        const struct block_fault *f = &made.faults.at[i];

        TRY(put_fault(m, f, f->run >= 0 && lines != NULL ? lines[f->run] : m->entry->line));
    }
    return OK;
}

/* The seats that are taken of a date of the catalogue. */
static int32_t
taken_of(const struct maker *m, struct slice code)
{
    for (int i = 0; i < m->kept.present.runs_len; i++) {
        if (slice_eq(m->kept.present.runs[i].code, code))
            return m->kept.present.runs[i].taken;
    }
    return 0;
}

/* PUBLISH-10, as when somebody changes the date by hand. */
static enum err
check_catalogue_run(struct maker *m, const struct upload_run *r)
{
    struct block_faults *faults = arena_new(arena_of(m), struct block_faults);
    struct publish_use use = *m->use;
    struct run run = {.code = {0}};

    if (faults == NULL)
        return fail(db_ctx(m->db), ERR_LIMIT, "no memory for faults");
    use.run = &r->sheet;
    use.faults = faults;
    TRY(publish_run_check(m->db, &use, m->kept.present.format, &run));
    if (m->kept.present.self_paced)
        sheet_fault_add(faults, (struct block_fault){0, RUN_FIRST, BLOCK_DATED, SLICE("")});
    if (taken_of(m, r->sheet.fields[RUN_CODE]) > run.seats)
        sheet_fault_add(faults,
                        (struct block_fault){0, RUN_SEATS, BLOCK_FEW, r->sheet.fields[RUN_SEATS]});
    for (int i = 0; i < faults->len; i++)
        TRY(complain(m, (struct list_problem){.line = r->line,
                                              .column = LIST_RUN + faults->at[i].field,
                                              .fault = LIST_WRONG,
                                              .wrong = faults->at[i].wrong,
                                              .value = faults->at[i].value}));
    return OK;
}

/* Who may be touched at all; says so once for the block. */
static enum err
check_state(struct maker *m)
{
    const struct upload_block *b = m->block;
    const struct module_version *open = publish_open_one(&m->kept.history);
    bool dates = b->runs_new + b->runs_changed > 0;
    bool text = b->differs != 0 || (dates && !b->in_catalogue);

    if (m->kept.present.feed.len > 0 && (text || dates))
        return complain_of(m, m->entry->line, LIST_LINE, LIST_OF_FEED, b->code);
    if (open != NULL && open->state == MODULE_REVIEW && text)
        return complain_of(m, m->entry->line, LIST_LINE, LIST_IN_REVIEW, b->code);
    if (m->kept.present.gone && dates)
        return complain_of(m, m->entry->line, LIST_LINE, LIST_RETIRED, b->code);
    return OK;
}

/* --- one block ------------------------------------------------------------------------------ */

static enum err
plan_kept(struct maker *m)
{
    struct upload_block *b = m->block;
    const struct module_version *open = publish_open_one(&m->kept.history);

    b->in_catalogue = m->kept.present.id.n != 0;
    list_merge_block(m->plan->list, &m->kept.sheet, &m->entry->sheet, &b->sheet);
    b->title = b->sheet.fields[BLOCK_TITLE];
    b->differs = list_block_differs(&m->kept.sheet, &b->sheet);
    if (open != NULL) {
        b->open = open->id;
        b->open_edition = open->edition;
    }
    TRY(plan_runs(m));
    b->begins_version = b->differs != 0 && open == NULL;
    if (b->differs != 0 || b->runs_new + b->runs_changed > 0)
        b->step = UPLOAD_CHANGED;
    TRY(check_state(m));
    if (b->differs != 0 || (!b->in_catalogue && b->step == UPLOAD_CHANGED))
        TRY(check_text(m));
    for (int i = 0; i < b->runs_len && b->in_catalogue; i++) {
        if (b->runs[i].step != UPLOAD_SAME)
            TRY(check_catalogue_run(m, &b->runs[i]));
    }
    return OK;
}

static enum err
plan_new(struct maker *m)
{
    struct upload_block *b = m->block;
    bool twice = false;

    b->step = UPLOAD_NEW;
    b->sheet = m->entry->sheet;
    b->sheet.runs = NULL;
    b->sheet.runs_len = 0;
    b->title = m->entry->sheet.fields[BLOCK_TITLE];
    TRY(check_new_title(m, &twice));
    TRY(plan_runs(m));
    return twice ? OK : check_text(m);
}

static uint64_t
mixed(uint64_t mark, uint64_t more)
{
    return (mark ^ more) * UINT64_C(1099511628211);
}

/* What was shown is what happens: also when the draft was saved in between, with the same words. */
static uint64_t
mark_of(const struct upload_block *b)
{
    uint64_t mark = mixed((uint64_t)b->step, slice_hash(b->code));

    mark = mixed(mark, b->differs);
    mark = mixed(mark, (uint64_t)b->open.n);
    mark = mixed(mark, (uint64_t)b->open_edition);
    for (int i = 0; i < b->runs_len; i++) {
        mark = mixed(mark, b->runs[i].differs);
        mark = mixed(mark, (uint64_t)b->runs[i].step);
        mark = mixed(mark, b->runs[i].seen);
    }
    return mark;
}

static enum err
plan_entry(struct maker *m, int i)
{
    struct upload_plan *plan = m->plan;
    struct upload_block *b = &plan->blocks[plan->len];
    int at = -1;

    m->entry = &plan->list->entries[i];
    m->block = b;
    m->kept = (struct upload_kept){.history = {.at = NULL}};
    *b = (struct upload_block){.entry = m->entry, .step = UPLOAD_SAME};
    TRY(find_block(m, &at));
    if (at == -2)
        return OK;
    if (at >= 0) {
        b->code = m->own.at[at].code;
        TRY(upload_kept_load(m->db, m->use, b->code, &m->kept));
        TRY(plan_kept(m));
    } else {
        TRY(plan_new(m));
    }
    plan->len++;
    plan->news += b->step == UPLOAD_NEW;
    plan->changed += b->step == UPLOAD_CHANGED;
    plan->same += b->step == UPLOAD_SAME;
    plan->runs_new += b->runs_new;
    plan->runs_changed += b->runs_changed;
    plan->mark = mixed(plan->mark, mark_of(b));
    return OK;
}

enum err
upload_plan_make(struct db *db, const struct publish_use *u, struct block_list *list,
                 struct upload_plan *ret_plan)
{
    struct maker m = {.db = db, .use = u, .plan = ret_plan};

    *ret_plan = (struct upload_plan){.list = list};
    ret_plan->blocks = arena_array(db_ctx(db)->arena, struct upload_block, (size_t)list->len + 1);
    if (ret_plan->blocks == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for %d blocks", list->len);
    TRY(load_own(&m));
    for (int i = 0; i < list->len; i++)
        TRY(plan_entry(&m, i));
    ret_plan->mark &= INT64_MAX; /* it goes through a form as a number */
    return OK;
}
